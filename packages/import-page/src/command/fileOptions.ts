import type { State } from "../app/State.ts"

/** How the file was read, where that is not what would be detected. */
export interface FileOptions {
  readonly encoding?: string
  readonly separator?: string
  readonly header?: string
  /** The name of the sheet, if several have rows. */
  readonly sheet?: string
  readonly hiddenRows?: "include" | "skip"
  readonly map: ReadonlyArray<string>
  readonly ignore: ReadonlyArray<string>
}

/** The options that read the file as the page did, for the command line and for HTTP. */
export const fileOptions = ({ how, opened, header, map, ignore, check }: State): FileOptions => {
  // What was decided for another file, or another sheet, is remembered and does not apply.
  const known = new Set(check?.columns.map(({ name }) => name))
  const sheets = opened?.sheets ?? []
  const sheet = sheets.filter(({ hasRows }) => hasRows).length < 2 ? undefined : sheets[opened?.sheet ?? -1]?.name
  const line = headerOption(opened, header)
  return {
    ...(how.encoding !== undefined && { encoding: how.encoding }),
    ...(how.separator !== undefined && { separator: how.separator === "\t" ? "tab" : how.separator }),
    ...(line !== undefined && { header: line }),
    ...(sheet !== undefined && { sheet }),
    ...(how.hiddenRows !== undefined && { hiddenRows: how.hiddenRows }),
    map: Object.entries(map).flatMap(([name, target]) => (known.has(name) ? [`${name}=${target}`] : [])),
    ignore: ignore.filter((name) => known.has(name)),
  }
}

const headerOption = (opened: State["opened"], header: State["header"]): string | undefined => {
  if (opened === null || !opened.hasHeaderChoice) return undefined
  if (header !== undefined) return String(header)
  return opened.headerLine === null ? "none" : undefined
}
