import * as Result from "effect/Result"
import type { InvalidRequest } from "../domain/errors.ts"
import type { CsvOptions } from "./CsvOptions.ts"
import { CsvReader } from "./CsvReader.ts"
import { checkOptions } from "./checkOptions.ts"
import { rejectionOf } from "./fileProblems.ts"
import { librarySyntax } from "./optionSyntax.ts"

/** A reader of one file for a program, or everything that is wrong with the options. */
export const openCsvReader = (options: CsvOptions): Result.Result<CsvReader, InvalidRequest> =>
  Result.mapBoth(checkOptions(options), {
    onSuccess: (checked) => new CsvReader(checked, librarySyntax, false),
    onFailure: rejectionOf,
  })
