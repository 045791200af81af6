import * as Result from "effect/Result"
import type { Problem } from "../domain/Problem.ts"
import { checkOptions } from "./checkOptions.ts"
import { librarySyntax } from "./optionSyntax.ts"
import type { TableOptions } from "./readTable.ts"
import { TableReader } from "./TableReader.ts"

/** What `readTable` does, one row at a time. Fails if an option is wrong. */
export const makeTableReader = (options: TableOptions = {}): Result.Result<TableReader, ReadonlyArray<Problem>> =>
  Result.map(checkOptions(options), (checked) => new TableReader(checked, librarySyntax, false))
