import type { InvalidRequest } from "@bulk-contacts/core"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Stream from "effect/Stream"
import type { ByteSource } from "../ByteSource.ts"
import { FileRejected, invalidFile } from "../FileRejected.ts"
import { openXlsx } from "./openXlsx.ts"
import type { WorkbookSheet } from "./parts/readWorkbook.ts"
import type { SheetRow } from "./readRows.ts"
import type { ReadBytes } from "./ZipArchive.ts"

/** A workbook, as effects. */
export interface SourceWorkbook<E> {
  readonly sheets: ReadonlyArray<WorkbookSheet>
  readonly rows: (sheet: WorkbookSheet) => Stream.Stream<SheetRow, E | InvalidRequest>
}

/** Opens the workbook of a source. Errors of the source stay what they are. */
export const fromSource = Effect.fnUntraced(function* <E, R>(
  source: ByteSource<E, R>,
): Effect.fn.Return<SourceWorkbook<E>, E | InvalidRequest, R> {
  const run = Effect.runPromiseExitWith(yield* Effect.context<R>())
  let failed: Cause.Cause<E> | undefined
  const read: ReadBytes = async (start, end) => {
    const exit = await run(source.read(start, end))
    if (Exit.isSuccess(exit)) return exit.value
    failed = exit.cause
    throw new Error("the source failed")
  }
  const causeOf = (error: unknown): Cause.Cause<E | InvalidRequest> =>
    failed ?? (error instanceof FileRejected ? Cause.fail(invalidFile(error.problem)) : Cause.die(error))
  const { sheets, rows } = yield* Effect.catchDefect(
    Effect.promise(() => openXlsx(source.size, read)),
    (error) => Effect.failCause(causeOf(error)),
  )
  return {
    sheets,
    rows: (sheet) =>
      Stream.suspend(() => Stream.fromAsyncIterable(rows(sheet), (error) => error)).pipe(
        Stream.flattenIterable,
        Stream.catch((error) => Stream.failCause(causeOf(error))),
      ),
  }
})
