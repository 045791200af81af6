import { Effect } from "effect"
import { InvalidRequest, NoContactsToCreate } from "../domain/errors.ts"
import { MAX_PROBLEMS, Problems } from "../domain/Problem.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import { traced } from "../internal/traced.ts"
import { type NormalizedContact, normalizeContact } from "./normalizeContact.ts"
import { type ContactDefaults, parseRequest } from "./parseRequest.ts"
import { readDefaultCountry } from "./readDefaultCountry.ts"

/** A valid, normalized request. */
export interface NormalizedRequest {
  /** In the order given; never empty. */
  readonly contacts: ReadonlyArray<NormalizedContact>
  readonly defaults: ContactDefaults
}

/** Settings that a request is checked against. */
export interface RequestPolicy {
  readonly maxContacts: number
  readonly defaultCountry?: string | null
}

/** Parses and normalizes a whole request. Fails with all of its problems. */
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
  yield* failIfProblems(problems)
  if (normalized.length === 0) return yield* new NoContactsToCreate()
  return { contacts: normalized, defaults }
}, traced("normalizeRequest"))

/** Fails with the problems, if there are any. */
export const failIfProblems = ({ items, omitted, isEmpty }: Problems): Effect.Effect<void, InvalidRequest> =>
  isEmpty ? Effect.void : Effect.fail(new InvalidRequest({ problems: items, omitted }))
