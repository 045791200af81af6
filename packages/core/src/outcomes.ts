import { Effect } from "effect"
import type { NewContact } from "./Contact.ts"
import type { EmailAddress } from "./EmailAddress.ts"
import type { ContactId } from "./Identifiers.ts"
import type { NormalizedContact } from "./normalizeContact.ts"
import { step } from "./step.ts"
import { forEachInSlices } from "./timeSlices.ts"

/** What became of one contact of a request. */
export type ContactOutcome = CreatedOutcome | DuplicateOutcome | ExistingOutcome

interface Outcome {
  /** The contact's place in the request, from 0. */
  readonly index: number
  /** Normalized. */
  readonly email: EmailAddress
}

/** A contact that was created. */
export interface CreatedOutcome extends Outcome {
  readonly status: "created"
  /** Absent in a dry run, which creates none. */
  readonly id?: ContactId
}

/** A contact whose email an earlier one of the same request has. */
export interface DuplicateOutcome extends Outcome {
  readonly status: "skipped"
  readonly reason: "duplicate_in_request"
  /** The place of the first contact with this email. */
  readonly duplicateOf: number
}

/** A contact whose email the organization had already. Nothing of it was changed. */
export interface ExistingOutcome extends Outcome {
  readonly status: "skipped"
  readonly reason: "already_exists"
  /** The contact that was there before; absent where it was deleted at that very moment. */
  readonly id?: ContactId
}

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
}, step("findOutcomes"))

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
