import { Effect } from "effect"
import { InvalidRequest, NoContactsToCreate } from "../domain/errors.ts"
import { MAX_PROBLEMS, Problems } from "../domain/Problem.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import { traced } from "../internal/traced.ts"
import { type NormalizedContact, normalizeContact } from "./normalizeContact.ts"
import { type ContactDefaults, parseRequest } from "./parseRequest.ts"
import { readDefaultCountry } from "./readDefaultCountry.ts"

/** A request of which everything is valid. */
export interface NormalizedRequest {
  /** In the order given; never empty. */
  readonly contacts: ReadonlyArray<NormalizedContact>
  readonly defaults: ContactDefaults
}

/** What a request is checked by, in addition to the rules. */
export interface RequestPolicy {
  readonly maxContacts: number
  readonly defaultCountry?: string | null
}

/** Parses and normalizes all of a request, and fails with every problem of it. */
export const normalizeRequest = Effect.fnUntraced(function* (
  request: unknown,
  policy: RequestPolicy,
  requestedCountry?: string,
): Effect.fn.Return<NormalizedRequest, InvalidRequest | NoContactsToCreate> {
  const problems = new Problems(MAX_PROBLEMS)
  const { contacts, defaults } = parseRequest(request, policy.maxContacts, problems)
  const defaultCountry = readDefaultCountry(requestedCountry, policy.defaultCountry, problems)
  yield* Effect.annotateCurrentSpan({ contacts: contacts.length })
  const normalized: Array<NormalizedContact> = []
  yield* forEachInSlices(contacts, (input, index) => {
    const contact = normalizeContact(input, { index }, problems, defaultCountry)
    if (contact !== null) normalized.push(contact)
  })
  yield* refuseProblems(problems)
  if (normalized.length === 0) return yield* new NoContactsToCreate()
  return { contacts: normalized, defaults }
}, traced("normalizeRequest"))

/** Fails with the problems, if there are any. */
export const refuseProblems = ({ items, omitted, isEmpty }: Problems): Effect.Effect<void, InvalidRequest> =>
  isEmpty ? Effect.void : Effect.fail(new InvalidRequest({ problems: items, omitted }))
