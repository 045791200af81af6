import * as Effect from "effect/Effect"
import { accountNotFound, contactTypeNotFound, contactTypeRequired } from "../domain/errors.ts"
import type { ContactTypeId } from "../domain/Identifiers.ts"
import { isInvalid, keepProblems } from "../domain/InvalidContact.ts"
import { type Place, Problems } from "../domain/Problem.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import type { CheckedContact } from "../request/ContactChecker.ts"
import type { NormalizedContact } from "../request/normalizeContact.ts"
import type { KnownReferences } from "./references.ts"

/** The contacts that a request left out. */
export interface LeftOut {
  readonly invalid: number
  /** What is wrong with them, in their order. */
  readonly problems: Problems
}

/** What the references of contacts are checked against. */
export interface Resolution {
  /** Includes every reference of the contacts. */
  readonly known: KnownReferences
  /** What contacts without a contact type get; null if there is none. */
  readonly contactType: ContactTypeId | null
  /** The position of the contact at an index of the list. */
  readonly placeOf: (index: number) => Place
  /** Whether each invalid contact keeps its problems for its outcome. */
  readonly outcomes: boolean
}

/**
 * Leaves out the contacts that refer to something that does not exist, or have no contact type: invalid ones take their
 * places. Adds what is wrong with them to `problems`.
 */
export const leaveOutUnresolved = Effect.fnUntraced(function* (
  contacts: ReadonlyArray<CheckedContact>,
  resolution: Resolution,
  problems: Problems,
): Effect.fn.Return<ReadonlyArray<CheckedContact>> {
  const remaining: Array<CheckedContact> = []
  // Not quick: a contact may have 10,000 accounts.
  yield* forEachInSlices(contacts, (contact, i) => {
    const found = isInvalid(contact) ? null : problemsOf(contact, i, resolution, problems.limit)
    if (found !== null) problems.addAll(found)
    remaining.push(found === null ? contact : keepProblems(found, resolution.outcomes))
  })
  return remaining
})

export const countInvalid = (contacts: ReadonlyArray<CheckedContact>): number =>
  contacts.reduce((count, contact) => (isInvalid(contact) ? count + 1 : count), 0)

/** What is wrong with the references of a contact; null if nothing is. */
const problemsOf = (
  { accountIds, contactType }: NormalizedContact,
  index: number,
  { known, placeOf, contactType: defaultType }: Resolution,
  limit: number,
): Problems | null => {
  const missing = accountIds?.filter((id) => !known.hasAccount(id)) ?? []
  const hasType = contactType === null ? defaultType !== null : known.hasContactType(contactType)
  if (missing.length === 0 && hasType) return null
  const place = placeOf(index)
  const problems = new Problems(limit)
  for (const id of missing) {
    if (problems.isFull) problems.omit()
    else problems.add({ ...place, ...accountNotFound(id) })
  }
  if (!hasType) {
    problems.add({ ...place, ...(contactType === null ? contactTypeRequired : contactTypeNotFound(contactType)) })
  }
  return problems
}
