import { readVcf, type VcfHeader, type VcfListener, type VcfOptions, type VcfSummary } from "@bulk-contacts/files"
import * as Effect from "effect/Effect"
import { formatCount } from "../../terminal/counts.ts"
import { listed } from "../../terminal/listed.ts"
import { oneLine } from "../../terminal/printable.ts"
import { type FoundFile, readFile } from "../input/readFile.ts"
import { flagSyntax } from "./flagSyntax.ts"
import { rejectFile } from "./rejectFile.ts"
import { surveyTable, tableAsNdjson } from "./surveyTable.ts"
import { unstoredNotes } from "./tableFindings.ts"

/** Opens a file of vCards. It is read to its end first, and sent as NDJSON. */
export const openVcf = Effect.fnUntraced(function* (file: FoundFile, options: VcfOptions) {
  const read = (listener: VcfListener) =>
    rejectFile(readVcf(readFile(file), options, { syntax: flagSyntax, keepCells: true, ...listener }))
  const { header, summary, size } = yield* surveyTable(read)
  const { cards = 0, columns = [] } = header ?? {}
  return tableAsNdjson(file, size, read({}), columns, {
    form: [`${formatCount(cards)} ${cards === 1 ? "vCard" : "vCards"}`],
    columns: withoutRepetition(columns),
    notes: summary === undefined ? [] : [...unstoredNotes(summary), ...choiceNotes(summary)],
  })
})

/** Several values of a property are several columns of one name. */
const withoutRepetition = (columns: VcfHeader["columns"]): VcfHeader["columns"] =>
  columns.filter(({ name }, i) => columns.findIndex((column) => column.name === name) === i)

const MAX_NOT_USED = 3

const choiceNotes = ({ choices: { count, first } }: VcfSummary): ReadonlyArray<string> => [
  ...first.map(
    ({ line, used, notUsed }) => `line ${line}: ${oneLine(used)} is used, not ${listed(notUsed, MAX_NOT_USED)}`,
  ),
  ...(count > first.length ? [`and ${formatCount(count - first.length)} more cards with several values`] : []),
]
