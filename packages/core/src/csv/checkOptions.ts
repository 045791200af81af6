import * as Result from "effect/Result"
import type { Problem } from "../domain/Problem.ts"
import { type Rejection, reject } from "../domain/Rejection.ts"
import { trim } from "../domain/Text.ts"
import { contactFields } from "../request/parseContactInput.ts"
import type { ColumnTarget, CsvOptions } from "./CsvOptions.ts"

/** Valid options, with the names of columns in the form in which they are compared. */
export interface CheckedOptions {
  readonly encoding: string | undefined
  readonly separator: string | undefined
  readonly header: number | "none" | undefined
  readonly map: ReadonlyMap<string, ColumnTarget>
  readonly ignore: ReadonlySet<string>
  readonly keepRest: boolean
}

/** Checks options from outside; fails with everything that is wrong with them. */
export const checkOptions = (options: CsvOptions): Result.Result<CheckedOptions, ReadonlyArray<Problem>> => {
  const problems: Array<Problem> = []
  const checked = <A>(field: string, result: Result.Result<A, Rejection>): A | undefined => {
    if (Result.isSuccess(result)) return result.success
    problems.push({ field, ...result.failure })
    return undefined
  }
  const { encoding, separator, header, map, ignore, keepRest } = options
  const valid = {
    encoding: encoding === undefined ? undefined : checked("encoding", checkEncoding(encoding)),
    separator: separator === undefined ? undefined : checked("separator", checkSeparator(separator)),
    header: header === undefined ? undefined : checked("header", checkHeader(header)),
    map: checked("map", checkMap(Object.entries(map ?? {}))) ?? new Map<string, ColumnTarget>(),
    ignore: new Set((ignore ?? []).map(trim)),
    keepRest: keepRest === true,
  }
  for (const name of valid.ignore) {
    if (valid.map.has(name))
      problems.push({ field: "ignore", code: "invalid_value", message: `has ${quote(name)}, which map also has` })
  }
  return problems.length > 0 ? Result.fail(problems) : Result.succeed(valid)
}

/**
 * Reads mappings as they are written on command lines and in queries: `NAME=FIELD`, split at the last `=`.
 * A column that is named twice is an error.
 *
 * @example
 * parseColumnMap(["What do you need?=metadata.need"]) // => Result.succeed({ "What do you need?": "metadata.need" })
 */
export const parseColumnMap = (
  mappings: ReadonlyArray<string>,
): Result.Result<{ readonly [column: string]: ColumnTarget }, Rejection> => {
  const entries: Array<readonly [string, string]> = []
  for (const mapping of mappings) {
    const end = mapping.lastIndexOf("=")
    if (end === -1) return reject("invalid_value", `must be NAME=FIELD, not ${quote(mapping)}`)
    entries.push([trim(mapping.slice(0, end)), mapping.slice(end + 1)])
  }
  return Result.map(checkMap(entries), Object.fromEntries<ColumnTarget>)
}

const checkMap = (
  entries: ReadonlyArray<readonly [column: string, target: string]>,
): Result.Result<ReadonlyMap<string, ColumnTarget>, Rejection> => {
  const map = new Map<string, ColumnTarget>()
  const keys = new Set<string>()
  for (const [column, text] of entries) {
    const name = trim(column)
    const target = typeof text === "string" ? trim(text) : text
    if (name === "") return reject("invalid_value", `must name a column before the =, not ${quote(`=${text}`)}`)
    if (map.has(name)) return reject("invalid_value", `names the column ${quote(name)} twice`)
    if (!isColumnTarget(target)) return reject("invalid_value", notATarget(name, target))
    if (target.startsWith("metadata.")) {
      if (keys.has(target))
        return reject("invalid_value", `has ${quote(target)} twice: each key of metadata can have one column`)
      keys.add(target)
    }
    map.set(name, target)
  }
  return Result.succeed(map)
}

const isColumnTarget = (target: unknown): target is ColumnTarget =>
  typeof target === "string" && (target === "fullName" || contactFields.has(target) || /^metadata\../s.test(target))

const notATarget = (column: string, target: unknown): string =>
  `has ${quote(String(target))} for ${quote(column)}: must be fullName, metadata.KEY or one of ${[...contactFields].join(", ")}`

const checkEncoding = (label: string): Result.Result<string, Rejection> => {
  try {
    return Result.succeed(new TextDecoder(label).encoding)
  } catch {
    return reject("invalid_value", `must be an encoding such as windows-1252 or utf-16le, not ${quote(label)}`)
  }
}

const separatorNames: ReadonlyMap<string, string> = new Map([
  ["comma", ","],
  ["semicolon", ";"],
  ["tab", "\t"],
  ["\\t", "\t"],
  ["pipe", "|"],
])

const checkSeparator = (separator: string): Result.Result<string, Rejection> => {
  const character = separatorNames.get(separator) ?? separator
  return character.length === 1 && !/[\p{L}\p{N}"\r\n@]/u.test(character)
    ? Result.succeed(character)
    : reject("invalid_value", `must be one character, such as ; or tab, not ${quote(separator)}`)
}

const checkHeader = (header: number | string): Result.Result<number | "none", Rejection> =>
  header === "none" || (typeof header === "number" && Number.isSafeInteger(header) && header > 0)
    ? Result.succeed(header)
    : reject("invalid_value", `must be the line of the header, from 1, or none, not ${quote(String(header))}`)

const MAX_QUOTED_CHARACTERS = 100

const quote = (text: string): string => JSON.stringify(text.slice(0, MAX_QUOTED_CHARACTERS).toWellFormed())
