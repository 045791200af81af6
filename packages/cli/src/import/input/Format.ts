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

/** The format of a file, by its extension, before which `.gz` is passed over. */
export const formatOf = (name: string): Format | undefined => {
  const [, extension = ""] = /(\.[^./\\]*)(?:\.gz)?$/i.exec(name.toLowerCase()) ?? []
  return extensions[extension]
}

export const knownExtensions = Object.keys(extensions).join(", ")
