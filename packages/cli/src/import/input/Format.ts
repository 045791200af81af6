/** What a file of contacts can be. */
export const formats = ["csv", "ndjson", "json", "xlsx", "vcf"] as const

export type Format = (typeof formats)[number]

const extensions: Readonly<Record<string, Format>> = {
  ".csv": "csv",
  ".tsv": "csv",
  ".txt": "csv",
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
  ".json": "json",
  ".xlsx": "xlsx",
  ".vcf": "vcf",
}

/** The format of a file, by its extension; a final `.gz` does not count. */
export const formatOf = (name: string): Format | undefined => extensions[extensionOf(name)]

const otherSpreadsheets = [".xls", ".xlsb", ".ods", ".numbers"]

/** Whether a file is a spreadsheet that cannot be read, but can be saved as one that can. */
export const isSpreadsheet = (name: string): boolean => otherSpreadsheets.includes(extensionOf(name))

const extensionOf = (name: string): string => /(\.[^./\\]*)(?:\.gz)?$/i.exec(name.toLowerCase())?.[1] ?? ""

export const knownExtensions = Object.keys(extensions).join(", ")
