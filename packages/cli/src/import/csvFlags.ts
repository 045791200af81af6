import { type CsvOptions, type OptionSyntax, parseColumnMap } from "@bulk-contacts/core"
import { Effect, Option, Result } from "effect"
import { rejection } from "../CommandFailure.ts"

/** What the command line says about a CSV file. */
export interface CsvFlags {
  readonly map: ReadonlyArray<string>
  readonly ignore: ReadonlyArray<string>
  readonly keepRest: boolean
  readonly encoding: Option.Option<string>
  readonly separator: Option.Option<string>
  readonly header: Option.Option<string>
}

/** The options of a CSV file; those that are not given are absent. */
export const readCsvFlags = ({ map, ignore, keepRest, encoding, separator, header }: CsvFlags) =>
  Result.match(parseColumnMap(map), {
    onFailure: ({ message }) => Effect.fail(rejection(`--map ${message}`)),
    onSuccess: (columns) =>
      Effect.succeed({
        ...(map.length > 0 && { map: columns }),
        ...(ignore.length > 0 && { ignore }),
        ...(keepRest && { keepRest }),
        ...(Option.isSome(encoding) && { encoding: encoding.value }),
        ...(Option.isSome(separator) && { separator: separator.value }),
        ...(Option.isSome(header) && { header: readHeader(header.value) }),
      } satisfies CsvOptions),
  })

/** Anything but a line number is left for the core to reject. */
const readHeader = (header: string): number | "none" => (/^\d+$/.test(header) ? Number(header) : (header as "none"))

/** Writes options as flags, quoted for a shell. */
export const flagSyntax: OptionSyntax = (example) => {
  switch (example.option) {
    case "map":
      return `--map ${quote(`${example.column}=${example.target}`)}`
    case "ignore":
      return `--ignore ${quote(example.column)}`
    case "keepRest":
      return "--keep-rest"
    default:
      return `--${example.option} ${quote(example.value)}`
  }
}

const quote = (text: string): string => (/^[\w.=:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
