import type { StreamedContact } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { CommandFailure } from "../../CommandFailure.ts"
import type { ImportOutcome } from "../destination.ts"

/** A contact of the file, and what became of it. */
export interface RowResult {
  readonly row: StreamedContact
  readonly outcome: ImportOutcome
}

/** Reads a file again, next to the outcomes, which are in its order. */
export const pairResults = <E, R, E2>(
  rows: Stream.Stream<StreamedContact, E, R>,
  outcomes: Stream.Stream<ImportOutcome, E2>,
): Stream.Stream<RowResult, E | E2 | CommandFailure, R> =>
  Stream.zipWithIndex(Stream.zip(rows, outcomes)).pipe(
    Stream.mapEffect(([[row, outcome], index]) =>
      outcome.index === index
        ? Effect.succeed({ row, outcome })
        : Effect.fail(
            new CommandFailure({ message: `the outcome of contact ${index} is missing; no file was written` }),
          ),
    ),
  )
