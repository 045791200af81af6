import { REJECTS_COLUMN } from "../../domain/rejectsColumn.ts"
import { trim } from "../../domain/Text.ts"
import type { CheckedOptions } from "../checkOptions.ts"
import type { OptionSyntax } from "../optionSyntax.ts"
import { unguardFormula } from "../rows/formulaGuard.ts"
import { isAmbiguousName, isLastNameUnlessThereIsAnother, resolveName } from "./ambiguousNames.ts"
import type { Column } from "./Column.ts"
import { ambiguousName, type ColumnProblem, columnProblems, unknownColumn } from "./columnProblems.ts"
import { exportColumns, exportOnlyColumns } from "./exportColumns.ts"
import { knownField } from "./knownNames.ts"
import { programColumns } from "./programColumns.ts"
import { recognizePrograms } from "./recognizePrograms.ts"

/** What the columns of a file mean. */
export interface ColumnPlan {
  readonly columns: ReadonlyArray<Column>
  /** The program whose export it is, if that is known. */
  readonly program: string | undefined
  /** Whether an apostrophe precedes cells that a spreadsheet would otherwise read as formulas. */
  readonly isGuarded: boolean
  /** Why the file cannot be read, whatever its rows contain. */
  readonly problems: ReadonlyArray<ColumnProblem>
}

/** Decides what the columns of a header mean. */
export const planColumns = (
  header: ReadonlyArray<string>,
  options: CheckedOptions,
  syntax: OptionSyntax,
): ColumnPlan => {
  const isRejects = header.some((cell) => trim(cell) === REJECTS_COLUMN)
  const names = header.map((cell, i) => trim(isRejects ? unguardFormula(cell) : cell) || `column ${i + 1}`)
  const isExport = isExportHeader(names.filter((name) => name !== REJECTS_COLUMN))
  const recognized = recognizePrograms(names)
  const programColumn = programColumns(recognized)

  const columnOf = (name: string): Column => {
    const { field, isMeaningless, isLabel, isList, read } = programColumn(name)
    const column = { name, isList, ...(read && { read }) }
    const mapped = options.map.get(name)
    if (mapped !== undefined) return { ...column, use: { kind: "target", target: mapped } }
    if (options.ignore.has(name) || name === REJECTS_COLUMN) return { ...column, use: { kind: "ignored" } }
    if (isExport && exportOnlyColumns.has(name)) return { ...column, use: { kind: "ignored" } }
    if (isMeaningless || (isLabel && !options.keepRest)) return { ...column, use: { kind: "ignored" } }
    const target = field ?? knownField(name)
    if (target !== undefined) return { ...column, use: { kind: "target", target } }
    return { ...column, use: options.keepRest ? { kind: "rest" } : unknownColumn(name, syntax) }
  }
  const columns = resolveNames(names.map(columnOf), options, syntax)
  return {
    columns,
    program: recognized[0]?.name,
    isGuarded: isRejects || isExport,
    problems: columnProblems(columns, options, syntax),
  }
}

const isExportHeader = (names: ReadonlyArray<string>): boolean =>
  names.length === exportColumns.length && exportColumns.every((column, i) => names[i] === column)

/** Decides the columns whose meaning depends on the others, once those are known. */
const resolveNames = (
  columns: ReadonlyArray<Column>,
  options: CheckedOptions,
  syntax: OptionSyntax,
): ReadonlyArray<Column> => {
  const isOpen = ({ name, use }: Column) => use.kind !== "ignored" && use.kind !== "target" && !options.map.has(name)
  const hasLastName = namesWithTarget(columns, "lastName").length > 0
  const withLastName = columns.map((column) =>
    !hasLastName && isOpen(column) && isLastNameUnlessThereIsAnother(column.name)
      ? { ...column, use: { kind: "target", target: "lastName" } as const }
      : column,
  )
  const parts = {
    firstNames: namesWithTarget(withLastName, "firstName"),
    lastNames: namesWithTarget(withLastName, "lastName"),
  }
  return withLastName.map((column) => {
    if (!isOpen(column) || !isAmbiguousName(column.name)) return column
    const target = resolveName(column.name, parts)
    const use = target === undefined ? ambiguousName(column.name, syntax) : ({ kind: "target", target } as const)
    return { ...column, use }
  })
}

const namesWithTarget = (columns: ReadonlyArray<Column>, target: string): ReadonlyArray<string> =>
  columns.flatMap(({ name, use }) => (use.kind === "target" && use.target === target ? [name] : []))
