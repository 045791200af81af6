import { foldNumbers } from "./foldName.ts"
import type { Program } from "./Program.ts"
import { programs } from "./programs/index.ts"

/** The programs that a header may come from. */
export const recognizePrograms = (names: ReadonlyArray<string>): ReadonlyArray<Program> => {
  const folded = new Set(names.map(foldNumbers))
  return programs.filter(({ recognizedBy }) =>
    recognizedBy.some((columns) => columns.every((column) => folded.has(foldNumbers(column)))),
  )
}
