import { Effect } from "effect"
import type { NewContact } from "../domain/Contact.ts"
import type { ContactOutcome, Outcome } from "../domain/ContactOutcome.ts"
import type { EmailAddress } from "../domain/EmailAddress.ts"
import type { ContactId } from "../domain/Identifiers.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import { traced } from "../internal/traced.ts"
import type { NormalizedContact } from "../request/normalizeContact.ts"

/** Who owns the emails of a request once it is carried out. */
export type Owners = ReadonlyMap<EmailAddress, ContactId>

/**
 * The outcome of every contact, in the order given. `owners` is as it was after the planned contacts were inserted, or
 * in a dry run as it is: a planned contact was created if it owns its email, and in a dry run would be if nobody does.
 */
export const findOutcomes = Effect.fnUntraced(function* (
  contacts: ReadonlyArray<NormalizedContact>,
  planned: ReadonlyArray<NewContact>,
  owners: Owners,
  dryRun: boolean,
): Effect.fn.Return<ReadonlyArray<ContactOutcome>> {
  const plannedIds = new Map(planned.map(({ email, id }) => [email, id]))
  const firsts = new Map<EmailAddress, number>()
  const outcomes: Array<ContactOutcome> = []
  yield* forEachInSlices(contacts, ({ email }, index) => {
    const first = firsts.get(email) ?? index
    firsts.set(email, first)
    outcomes.push(outcomeOf({ index, email, first, planned: plannedIds.get(email), owner: owners.get(email) }, dryRun))
  })
  return outcomes
}, traced("findOutcomes"))

/** What decides the outcome of a contact. */
export interface Fate extends Outcome {
  /** The place of the first contact with this email: its own, or an earlier one. */
  readonly first: number
  /** The id that the contact was to get. */
  readonly planned: ContactId | undefined
  /** Who owns its email now; undefined if nobody does. */
  readonly owner: ContactId | undefined
}

export const outcomeOf = ({ index, email, first, planned, owner }: Fate, dryRun: boolean): ContactOutcome => {
  if (first !== index) return { index, email, status: "skipped", reason: "duplicate_in_request", duplicateOf: first }
  if (dryRun && owner === undefined) return { index, email, status: "created" }
  if (owner !== undefined && owner === planned) return { index, email, status: "created", id: owner }
  return { index, email, status: "skipped", reason: "already_exists", ...(owner !== undefined && { id: owner }) }
}
