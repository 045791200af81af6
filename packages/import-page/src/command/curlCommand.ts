import { importQuery } from "../actions/importQuery.ts"
import type { State } from "../app/State.ts"
import { fileOptions } from "./fileOptions.ts"
import { joinLines, quote } from "./quote.ts"

const TYPES: Readonly<Record<string, string>> = { csv: "text/csv", ndjson: "application/x-ndjson" }

/**
 * The same import without a program of this product; undefined if the server does not read such files itself. `url` is that of
 * the bulk endpoint.
 */
export const curlCommand = (state: State, url: string): string | undefined => {
  const { file, opened, options } = state
  const type = TYPES[opened?.format ?? ""]
  const { encoding, separator, header, map, ignore } = fileOptions(state)
  const isTable = opened?.format === "csv"
  if (type === undefined || (!isTable && map.length + ignore.length > 0)) return undefined
  const query = importQuery(state, true)
  if (separator !== undefined) query.set("separator", separator)
  if (header !== undefined) query.set("header", header)
  for (const value of map) query.append("map", value)
  for (const value of ignore) query.append("ignore", value)
  const charset = isTable && encoding !== undefined ? `; charset=${encoding}` : ""
  return joinLines([
    `curl --fail-with-body ${quote(`${url}?${query}`)}`,
    `-H "x-api-key: $BULK_CONTACTS_KEY"`,
    `-H ${quote(`content-type: ${type}${charset}`)}`,
    ...(options.leaveOut ? [`-H 'prefer: handling=lenient'`] : []),
    `--data-binary ${quote(`@${file?.name ?? "FILE"}`)}`,
  ])
}
