import { foldNumbers } from "./foldName.ts"
import { fieldsByName, type KnownField } from "./knownNames.ts"
import type { Program } from "./Program.ts"

/** What is known about a column because of the program that wrote the file. */
export interface ProgramColumn {
  readonly field?: KnownField | undefined
  readonly isMeaningless: boolean
  readonly isLabel: boolean
  readonly isList: boolean
  readonly read?: (cell: string) => string
}

/** Looks up columns in what is known of the programs. */
export const programColumns = (recognized: ReadonlyArray<Program>): ((name: string) => ProgramColumn) => {
  const collect = (names: (program: Program) => ReadonlyArray<string> | undefined): ReadonlySet<string> =>
    new Set(recognized.flatMap((program) => names(program)?.map(foldNumbers) ?? []))
  const fields = new Map(recognized.flatMap(({ fields = {} }) => fieldsByName(fields)))
  const meaningless = collect(({ meaningless }) => meaningless)
  const labels = collect(({ labels }) => labels)
  const lists = collect(({ lists }) => lists)
  const labelLists = collect(({ labelLists }) => labelLists)
  const fillers = collectFillers(recognized)
  const hasZeroDates = recognized.some((program) => program.hasZeroDates)
  return (name) => {
    const folded = foldNumbers(name)
    const filled = fillers.get(folded)
    const isLabelList = labelLists.has(folded)
    return {
      field: fields.get(folded),
      isMeaningless: meaningless.has(folded),
      isLabel: labels.has(folded),
      isList: lists.has(folded),
      ...(isLabelList && { read: withoutSystemLabels }),
      ...((filled !== undefined || hasZeroDates) && !isLabelList && { read: withoutFillers(filled, hasZeroDates) }),
    }
  }
}

const collectFillers = (recognized: ReadonlyArray<Program>): ReadonlyMap<string, ReadonlySet<string>> => {
  const fillers = new Map<string, Set<string>>()
  for (const [column, values] of recognized.flatMap(({ fillers = {} }) => Object.entries(fillers))) {
    const folded = foldNumbers(column)
    const known = fillers.get(folded) ?? new Set()
    fillers.set(folded, known)
    for (const value of values) known.add(value.toLowerCase())
  }
  return fillers
}

const MAX_FILLER_CHARACTERS = 40

const zeroDate = /^0{1,2}([./-])0{1,2}(?:\1)0{2,4}$/

const withoutFillers =
  (fillers: ReadonlySet<string> = new Set(), hasZeroDates: boolean) =>
  (cell: string): string => {
    if (cell.length > MAX_FILLER_CHARACTERS) return cell
    const value = cell.trim()
    return fillers.has(value.toLowerCase()) || (hasZeroDates && zeroDate.test(value)) ? "" : cell
  }

const LIST_SEPARATOR = " ::: "

const withoutSystemLabels = (cell: string): string =>
  cell
    .split(LIST_SEPARATOR)
    .filter((label) => !label.startsWith("* "))
    .join(LIST_SEPARATOR)
