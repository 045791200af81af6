import type { State } from "../app/State.ts"

const quote = (text: string): string => (/^[\w.=:/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

const separatorName = (separator: string): string => (separator === "\t" ? "tab" : separator)

/** The command that does the same import again. The values that were changed by hand are not part of it. */
export const commandLine = (
  { file, how, opened, header, map, ignore, country, options, check }: State,
  url: string,
): string => {
  const known = new Set(check?.columns.map(({ name }) => name))
  const flags = [
    ["--url", url],
    ...options.accountIds.map((id) => ["--account", id]),
    ...(options.contactType === "" ? [] : [["--contact-type", options.contactType]]),
    ...(options.source.trim() === "" ? [] : [["--source", options.source.trim()]]),
    ...(country === "" ? [] : [["--country", country]]),
    ...(how.encoding === undefined ? [] : [["--encoding", how.encoding]]),
    ...(how.separator === undefined ? [] : [["--separator", separatorName(how.separator)]]),
    ...(opened?.sheet == null || opened.sheets.filter(({ hasRows }) => hasRows).length < 2
      ? []
      : [["--sheet", opened.sheets[opened.sheet]?.name ?? ""]]),
    ...(how.hiddenRows === undefined ? [] : [[`--${how.hiddenRows}-hidden`]]),
    ...headerFlag(opened, header),
    ...Object.entries(map).flatMap(([name, target]) => (known.has(name) ? [["--map", `${name}=${target}`]] : [])),
    ...ignore.flatMap((name) => (known.has(name) ? [["--ignore", name]] : [])),
    ...(options.leaveOut ? [["--lenient"]] : []),
  ]
  const name = file?.name ?? "FILE"
  const lines = [`npx bulk-contacts import ${quote(name)}`, ...flags.map((flag) => flag.map(quote).join(" "))]
  return lines.join(" \\\n  ")
}

const headerFlag = (opened: State["opened"], header: State["header"]): ReadonlyArray<ReadonlyArray<string>> => {
  if (opened === null || !opened.hasHeaderChoice) return []
  if (header !== undefined) return [["--header", String(header)]]
  return opened.headerLine === null ? [["--header", "none"]] : []
}
