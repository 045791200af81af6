import * as Stream from "effect/Stream"
import type { ContactOutcome } from "../domain/ContactOutcome.ts"
import type { StoreFailure } from "../domain/errors.ts"
import { isInvalid } from "../domain/InvalidContact.ts"
import type { StagedOutcome, StagingArea } from "../ports/StagedContacts.ts"

/** The outcome of each staged contact, in order. `area` has the owners as they were after the insert or dry run. */
export const readOutcomes = (area: StagingArea, dryRun: boolean): Stream.Stream<ContactOutcome, StoreFailure> =>
  Stream.map(area.readOwners, (staged, index) => outcomeOf(staged, index, dryRun))

/** A contact was created if it owns its email; in a dry run it would be if nobody does. */
const outcomeOf = (staged: StagedOutcome, index: number, dryRun: boolean): ContactOutcome => {
  if (isInvalid(staged)) {
    const { problems, omitted } = staged
    return { index, status: "invalid", problems, ...(omitted > 0 && { omitted }) }
  }
  const { email, planned, first, owner } = staged
  if (first !== index) return { index, email, status: "skipped", reason: "duplicate_in_request", duplicateOf: first }
  if (dryRun && owner === null) return { index, email, status: "created" }
  if (owner === planned) return { index, email, status: "created", id: owner }
  return { index, email, status: "skipped", reason: "already_exists", ...(owner !== null && { id: owner }) }
}
