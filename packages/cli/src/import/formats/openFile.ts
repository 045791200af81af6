import type { CsvOptions } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import { rejection } from "../../CommandFailure.ts"
import type { Format } from "../input/Format.ts"
import { openInput } from "../input/openInput.ts"
import { openCsv } from "./openCsv.ts"
import { openJson } from "./openJson.ts"
import { openNdjson } from "./openNdjson.ts"
import { openVcf } from "./openVcf.ts"
import { openXlsx } from "./openXlsx.ts"

/** How to read the file: what the command line says about it. */
export interface FileOptions extends CsvOptions {
  readonly format?: Format | undefined
  readonly sheet?: string
  readonly hiddenRows?: "include" | "skip"
}

/** Opens the file to import; `-` is the standard input. Options that its format does not have are rejected. */
export const openFile = Effect.fnUntraced(function* (path: string, { format: given, ...options }: FileOptions = {}) {
  const { file, format } = yield* openInput(path, given)
  const unknown = Object.keys(options).filter((option) => !optionsOf[format].includes(option as keyof FileOptions))
  if (unknown.length > 0) {
    const names = unknown.map((option) => flagNames[option as keyof typeof flagNames]).join(", ")
    return yield* rejection(`${file.name}: ${names} cannot be used with a ${format} file`)
  }
  switch (format) {
    case "csv":
      return yield* openCsv(file, options)
    case "xlsx":
      return yield* openXlsx(file, options)
    case "vcf":
      return yield* openVcf(file, options)
    case "json":
      return yield* openJson(file)
    case "ndjson":
      return yield* openNdjson(file)
  }
})

const columnOptions = ["map", "ignore", "keepRest"] as const

const optionsOf: Readonly<Record<Format, ReadonlyArray<keyof FileOptions>>> = {
  csv: [...columnOptions, "encoding", "separator", "header"],
  xlsx: [...columnOptions, "header", "sheet", "hiddenRows"],
  vcf: [...columnOptions, "encoding"],
  json: [],
  ndjson: [],
}

const flagNames: Readonly<Record<Exclude<keyof FileOptions, "format">, string>> = {
  map: "--map",
  ignore: "--ignore",
  keepRest: "--keep-rest",
  encoding: "--encoding",
  separator: "--separator",
  header: "--header",
  sheet: "--sheet",
  hiddenRows: "--include-hidden and --skip-hidden",
}
