import { parseColumnMap } from "@bulk-contacts/core"
import type { XlsxOptionExample } from "@bulk-contacts/files"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { rejection } from "../../CommandFailure.ts"
import type { Format } from "../input/Format.ts"
import type { FileOptions } from "./openFile.ts"

/** What the command line says about the file. */
export interface FileFlags {
  readonly format: Option.Option<Format>
  readonly map: ReadonlyArray<string>
  readonly ignore: ReadonlyArray<string>
  readonly keepRest: boolean
  readonly encoding: Option.Option<string>
  readonly separator: Option.Option<string>
  readonly header: Option.Option<string>
  readonly sheet: Option.Option<string>
  readonly includeHidden: boolean
  readonly skipHidden: boolean
}

/** How to read the file; options that are not given are absent. */
export const readFileFlags = (flags: FileFlags) => {
  const { format, map, ignore, keepRest, encoding, separator, header, sheet, includeHidden, skipHidden } = flags
  if (includeHidden && skipHidden) return Effect.fail(rejection("use --include-hidden or --skip-hidden, not both"))
  return Result.match(parseColumnMap(map), {
    onFailure: ({ message }) => Effect.fail(rejection(`--map ${message}`)),
    onSuccess: (columns) =>
      Effect.succeed({
        ...(Option.isSome(format) && { format: format.value }),
        ...(map.length > 0 && { map: columns }),
        ...(ignore.length > 0 && { ignore }),
        ...(keepRest && { keepRest }),
        ...(Option.isSome(encoding) && { encoding: encoding.value }),
        ...(Option.isSome(separator) && { separator: separator.value }),
        ...(Option.isSome(header) && { header: readHeader(header.value) }),
        ...(Option.isSome(sheet) && { sheet: sheet.value }),
        ...(includeHidden && { hiddenRows: "include" as const }),
        ...(skipHidden && { hiddenRows: "skip" as const }),
      } satisfies FileOptions),
  })
}

/** Anything but a line number is left for the core to reject. */
const readHeader = (header: string): number | "none" => (/^\d+$/.test(header) ? Number(header) : (header as "none"))

/** Writes options as flags, quoted for a shell. */
export const flagSyntax = (example: XlsxOptionExample): string => {
  switch (example.option) {
    case "map":
      return `--map ${quote(`${example.column}=${example.target}`)}`
    case "ignore":
      return `--ignore ${quote(example.column)}`
    case "keepRest":
      return "--keep-rest"
    case "hiddenRows":
      return `--${example.value}-hidden`
    default:
      return `--${example.option} ${quote(example.value)}`
  }
}

const quote = (text: string): string => (/^[\w.=:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
