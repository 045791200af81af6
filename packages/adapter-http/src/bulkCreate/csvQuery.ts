import { type CsvOptions, type OptionSyntax, parseColumnMap } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { BadRequest } from "../api/errors.ts"
import type { ContentType } from "../body/mediaType.ts"

/** Query parameters that say how a CSV body is read. */
export interface CsvQuery {
  readonly map?: ReadonlyArray<string>
  readonly ignore?: ReadonlyArray<string>
  readonly keepRest?: "true" | "false"
  readonly separator?: string
  readonly header?: string
}

const parameters = ["map", "ignore", "keepRest", "separator", "header"] as const

/** The parameters that are given and not empty: interactive documentation sends those that were left blank. */
export const givenCsvParameters = (query: CsvQuery): ReadonlyArray<string> =>
  parameters.filter((name) => {
    const value = query[name]
    return Array.isArray(value)
      ? value.some((item) => item !== "")
      : value !== "" && value !== "false" && value !== undefined
  })

/** The options for a CSV body. Those in the query take precedence over the content type. */
export const readCsvQuery = (
  { map = [], ignore = [], keepRest, separator, header }: CsvQuery,
  { mediaType, charset, hasHeader }: ContentType,
): Effect.Effect<CsvOptions, BadRequest> =>
  Result.match(parseColumnMap(map.filter((mapping) => mapping !== "")), {
    onFailure: (problem) =>
      Effect.fail(new BadRequest({ message: "Invalid query parameters", details: [{ field: "map", ...problem }] })),
    onSuccess: (columns) =>
      Effect.succeed({
        map: columns,
        ignore: ignore.filter((name) => name !== ""),
        keepRest: keepRest === "true",
        encoding: charset,
        separator: separator || (mediaType === "text/tab-separated-values" ? "tab" : undefined),
        header: header ? readHeader(header) : hasHeader === false ? "none" : undefined,
      }),
  })

/** Anything but a line number is left for the core to reject. */
const readHeader = (header: string): CsvOptions["header"] =>
  /^\d+$/.test(header) ? Number(header) : (header as "none")

/** Writes options as query parameters, and the encoding as a parameter of the content type. */
export const querySyntax: OptionSyntax = (example) => {
  switch (example.option) {
    case "map":
      return `?map=${encodeURIComponent(`${example.column}=${example.target}`)}`
    case "ignore":
      return `?ignore=${encodeURIComponent(example.column)}`
    case "keepRest":
      return "?keepRest=true"
    case "encoding":
      return `Content-Type: text/csv; charset=${example.value}`
    default:
      return `?${example.option}=${encodeURIComponent(example.value)}`
  }
}
