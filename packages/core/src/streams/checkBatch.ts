import * as Effect from "effect/Effect"
import type { Place } from "../domain/Problem.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import type { CheckedContact, ContactChecker } from "../request/ContactChecker.ts"
import type { StreamedContact } from "./StreamedContact.ts"

/** A batch of a stream after normalization. */
export interface CheckedBatch {
  /** In the order of the stream. */
  readonly contacts: ReadonlyArray<CheckedContact>
  /** The same contacts as they were given; what identifies those that cannot be read. */
  readonly given: ReadonlyArray<unknown>
  /** The position in the stream of the contact at an index of the batch. */
  readonly placeOf: (index: number) => Place
}

/** Normalizes the contacts of a batch. `start` is the position of the batch in the stream. */
export const checkBatch = Effect.fnUntraced(function* (
  batch: ReadonlyArray<StreamedContact>,
  start: number,
  checker: ContactChecker,
): Effect.fn.Return<CheckedBatch> {
  const placeOf = (i: number): Place => {
    const line = batch[i]?.line
    return { index: start + i, ...(line !== undefined && { line }) }
  }
  const contacts: Array<CheckedContact> = []
  yield* forEachInSlices(batch, (item, i) => {
    const place = placeOf(i)
    contacts.push(
      "problem" in item
        ? checker.reject({ ...place, field: "contacts", ...item.problem })
        : checker.check(item.contact, place),
    )
  })
  const given = batch.map((item) => ("problem" in item ? item.digest : item.contact))
  return { contacts, given, placeOf }
})
