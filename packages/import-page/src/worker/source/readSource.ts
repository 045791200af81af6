import type { FileFormat, OpenOptions } from "../../protocol.ts"
import { readCardFile } from "./readCardFile.ts"
import { readCsvFile } from "./readCsvFile.ts"
import { readJsonFile } from "./readJsonFile.ts"
import { readLinesFile } from "./readLinesFile.ts"
import { readWorkbook } from "./readWorkbook.ts"
import type { OnRead, SourceFile } from "./SourceFile.ts"

/** Reads a file to its end. */
export const readSource = async (file: Blob, how: OpenOptions, onRead: OnRead): Promise<SourceFile> => {
  const format = await formatOf(file, how.name)
  switch (format) {
    case "csv":
      return readCsvFile(file, how, onRead)
    case "xlsx":
      return readWorkbook(file, how, onRead)
    case "vcf":
      return readCardFile(file, how, onRead)
    case "ndjson":
      return readLinesFile(file, onRead)
    case "json":
      return readJsonFile(file)
  }
}

const extensions: Readonly<Record<string, FileFormat>> = {
  xlsx: "xlsx",
  xlsm: "xlsx",
  vcf: "vcf",
  vcard: "vcf",
  ndjson: "ndjson",
  jsonl: "ndjson",
  json: "json",
}

const formatOf = async (file: Blob, name: string): Promise<FileFormat> => {
  const beginning = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  if (beginning[0] === 0x50 && beginning[1] === 0x4b) return "xlsx"
  // A compound file: what Excel wrote before 2007. The reader of workbooks says so.
  if (beginning[0] === 0xd0 && beginning[1] === 0xcf) return "xlsx"
  return extensions[name.toLowerCase().split(".").at(-1) ?? ""] ?? "csv"
}
