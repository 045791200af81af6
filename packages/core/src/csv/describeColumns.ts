import * as Result from "effect/Result"
import type { Problem } from "../domain/Problem.ts"
import { describeColumn } from "./ContactTable.ts"
import type { CsvColumn } from "./CsvHeader.ts"
import { checkOptions } from "./checkOptions.ts"
import { planColumns } from "./columns/planColumns.ts"
import { librarySyntax } from "./optionSyntax.ts"
import type { TableOptions } from "./readTable.ts"

/** What the columns of a header mean, and what is wrong with that, whatever the rows contain. */
export interface DescribedColumns {
  readonly program: string | null
  readonly columns: ReadonlyArray<CsvColumn>
  readonly problems: ReadonlyArray<Problem>
}

/** Describes the columns of a header as `readTable` understands them, even if it would reject the table because of them. */
export const describeColumns = (names: ReadonlyArray<string>, options: TableOptions = {}): DescribedColumns => {
  const checked = checkOptions(options)
  if (Result.isFailure(checked)) return { program: null, columns: [], problems: checked.failure }
  const plan = planColumns(names, checked.success, librarySyntax)
  return { program: plan.program ?? null, columns: plan.columns.map(describeColumn), problems: plan.problems }
}
