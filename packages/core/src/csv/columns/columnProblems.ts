import type { Problem } from "../../domain/Problem.ts"
import type { CheckedOptions } from "../checkOptions.ts"
import type { OptionSyntax } from "../optionSyntax.ts"
import type { Column, UnknownColumn } from "./Column.ts"
import { foldNumbers } from "./foldName.ts"

/** A problem of a file, without its position. */
export type ColumnProblem = Omit<Problem, "index" | "line">

/** Why a file cannot be read because of its columns, whatever its rows contain. */
export const columnProblems = (
  columns: ReadonlyArray<Column>,
  options: CheckedOptions,
  syntax: OptionSyntax,
): ReadonlyArray<ColumnProblem> => [
  ...missing("map", [...options.map.keys()], columns),
  ...missing("ignore", [...options.ignore], columns),
  ...keptTwice(columns, options),
  ...withoutEmail(columns, syntax),
]

/** Options that name columns which the file does not have: they are misspelled, or meant for another file. */
const missing = (
  field: string,
  names: ReadonlyArray<string>,
  columns: ReadonlyArray<Column>,
): ReadonlyArray<ColumnProblem> => {
  const existing = new Set(columns.map(({ name }) => name))
  return names
    .filter((name) => !existing.has(name))
    .map((name) => {
      const similar = columns.find((column) => foldNumbers(column.name) === foldNumbers(name))
      const hint = similar === undefined ? "" : `: there is ${JSON.stringify(similar.name)}`
      return {
        field,
        code: "unknown_column",
        message: `names ${JSON.stringify(name)}, which is not a column of the file${hint}`,
      }
    })
}

/** Columns that are kept under a key that another column is mapped to. */
const keptTwice = (columns: ReadonlyArray<Column>, { map }: CheckedOptions): ReadonlyArray<ColumnProblem> => {
  const mapped = new Set<string>(map.values())
  return columns
    .filter(({ name, use }) => use.kind === "rest" && mapped.has(`metadata.${name}`))
    .map(({ name }) => ({
      field: name,
      code: "duplicate_column",
      message: `would be kept as metadata.${name}, which another column is mapped to: map it to another key`,
    }))
}

const withoutEmail = (columns: ReadonlyArray<Column>, syntax: OptionSyntax): ReadonlyArray<ColumnProblem> => {
  if (columns.some(({ use }) => use.kind === "target" && use.target === "email")) return []
  const names = columns.map(({ name }) => name)
  const example = syntax({ option: "map", column: names[0] ?? "NAME", target: "email" })
  return [
    {
      field: "email",
      code: "required",
      message: `is required, but no column has a known name for it. If one has the addresses: ${example}`,
    },
  ]
}

const values = (example: string, count: number): string =>
  `${count} ${count === 1 ? "value" : "values"} (${JSON.stringify(shorten(example))})`

const MAX_EXAMPLE_CHARACTERS = 40

const shorten = (text: string): string => {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
  return line.length > MAX_EXAMPLE_CHARACTERS ? `${line.slice(0, MAX_EXAMPLE_CHARACTERS).toWellFormed()}…` : line
}

/** A column that is not known. */
export const unknownColumn = (name: string, syntax: OptionSyntax): UnknownColumn => ({
  kind: "unknown",
  reject: (example, count) => {
    const map = syntax({ option: "map", column: name, target: `metadata.${name}` })
    const ignore = syntax({ option: "ignore", column: name })
    return {
      code: "unknown_column",
      message:
        `is not a field of a contact but has ${values(example, count)}: ` +
        `map it (${map}), leave it out (${ignore}), or keep all such columns (${syntax({ option: "keepRest" })})`,
    }
  },
})

/** A column that may be one or another part of a name. */
export const ambiguousName = (name: string, syntax: OptionSyntax): UnknownColumn => ({
  kind: "unknown",
  reject: (example, count) => {
    const targets = ["fullName", "firstName", "lastName"].map((target) =>
      syntax({ option: "map", column: name, target }),
    )
    return {
      code: "ambiguous_column",
      message: `may be a full, a first or a last name and has ${values(example, count)}: say which it is (${targets.join(", ")})`,
    }
  },
})
