import type { State } from "../app/State.ts"
import { fileOptions } from "./fileOptions.ts"
import { flag, joinLines, pathOf, quote } from "./quote.ts"

/**
 * The command that does the same import again; the values that were changed by hand are not part of it. `url` is that of the
 * server; null where it takes no API keys, so that the command has to write into the store.
 */
export const importCommand = (state: State, url: string | null): string => {
  const { file, country, options } = state
  const { map, ignore, hiddenRows, ...single } = fileOptions(state)
  return joinLines([
    `npx bulk-contacts import ${quote(pathOf(file?.name ?? "FILE"))}`,
    url === null ? "--org ORGANIZATION" : flag("url", url),
    ...options.accountIds.map((id) => flag("account", id)),
    ...(options.contactType === "" ? [] : [flag("contact-type", options.contactType)]),
    ...(options.source.trim() === "" ? [] : [flag("source", options.source.trim())]),
    ...(country === "" ? [] : [flag("country", country)]),
    ...Object.entries(single).map(([name, value]) => flag(name, value)),
    ...(hiddenRows === undefined ? [] : [`--${hiddenRows}-hidden`]),
    ...map.map((value) => flag("map", value)),
    ...ignore.map((value) => flag("ignore", value)),
    ...(options.leaveOut ? ["--lenient"] : []),
  ])
}
