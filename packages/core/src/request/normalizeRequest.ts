import * as Effect from "effect/Effect"
import { InvalidRequest, NoContactsToCreate } from "../domain/errors.ts"
import { isInvalid } from "../domain/InvalidContact.ts"
import { MAX_DEFAULT_ACCOUNTS, MAX_DEFAULT_REFERENCES } from "../domain/limits.ts"
import { MAX_DETAILS, MAX_PROBLEMS, Problems } from "../domain/Problem.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import { traced } from "../internal/traced.ts"
import type { BulkCreateOptions } from "./BulkCreateOptions.ts"
import type { CheckedContact } from "./ContactChecker.ts"
import { makeContactChecker } from "./makeContactChecker.ts"
import { type ContactDefaults, parseRequest } from "./parseRequest.ts"
import { readDefaultCountry } from "./readDefaultCountry.ts"
import { readImportName } from "./readImportName.ts"

/** A normalized request. Only a lenient one has invalid contacts. */
export interface NormalizedRequest {
  /** In the order given; never empty. */
  readonly contacts: ReadonlyArray<CheckedContact>
  /** The same contacts as they were given. */
  readonly given: ReadonlyArray<unknown>
  readonly defaults: ContactDefaults
  /** The name under which it is recorded as an import, or null. */
  readonly importName: string | null
  /** What is wrong with the invalid contacts. */
  readonly problems: Problems
}

/** Settings that a request is checked against. */
export interface RequestPolicy {
  readonly maxContacts: number
  readonly defaultCountry?: string | null
}

/**
 * Parses and normalizes a whole request. Fails with all of its problems, if it has any; a lenient request only if some are
 * its own.
 */
export const normalizeRequest = Effect.fnUntraced(function* (
  request: unknown,
  policy: RequestPolicy,
  { defaultCountry, import: name, lenient = false, outcomes = false }: BulkCreateOptions = {},
): Effect.fn.Return<NormalizedRequest, InvalidRequest | NoContactsToCreate> {
  const ownProblems = new Problems(MAX_PROBLEMS)
  const { contacts: given, defaults } = parseRequest(request, policy.maxContacts, ownProblems)
  const importName = readImportName(name, ownProblems)
  const checker = yield* makeContactChecker({
    defaultCountry: readDefaultCountry(defaultCountry, policy.defaultCountry, ownProblems),
    limit: problemLimit(lenient),
    outcomes: lenient && outcomes,
  })
  yield* Effect.annotateCurrentSpan({ contacts: given.length })
  const contacts: Array<CheckedContact> = []
  yield* forEachInSlices(given, (input, index) => contacts.push(checker.check(input, { index })))
  limitDefaultAccounts(defaults, ownProblems)(contacts)
  yield* failIfInvalid(ownProblems, checker.problems, lenient)
  if (contacts.length === 0) return yield* new NoContactsToCreate()
  return { contacts, given, defaults, importName, problems: checker.problems }
}, traced("normalizeRequest"))

/** How many problems of contacts to collect. */
export const problemLimit = (lenient: boolean): number => (lenient ? MAX_DETAILS : MAX_PROBLEMS)

/** Fails with all problems if some are the request's own, or, unless the request is lenient, if there are any. */
export const failIfInvalid = (
  ownProblems: Problems,
  contactProblems: Problems,
  lenient: boolean,
): Effect.Effect<void, InvalidRequest> => {
  if (ownProblems.isEmpty && (lenient || contactProblems.isEmpty)) return Effect.void
  const all = new Problems(MAX_PROBLEMS)
  all.addAll(ownProblems)
  all.addAll(contactProblems)
  return Effect.fail(new InvalidRequest({ problems: all.items, omitted: all.omitted }))
}

/**
 * Counts the contacts of a request that take its default accounts. Adds a problem as soon as they are too many: every
 * contact stores all of its accounts, so a few kilobytes would become gigabytes.
 */
export const limitDefaultAccounts = ({ accountIds: { length: accounts } }: ContactDefaults, problems: Problems) => {
  let taken = 0
  let isExceeded = false
  return (contacts: ReadonlyArray<CheckedContact>): void => {
    if (accounts <= MAX_DEFAULT_ACCOUNTS || isExceeded) return
    for (const contact of contacts) if (!isInvalid(contact) && contact.accountIds === null) taken++
    isExceeded = taken * accounts > MAX_DEFAULT_REFERENCES
    if (isExceeded) problems.add({ field: "accountIds", code: "too_many_values", message: messageOf(accounts) })
  }
}

const messageOf = (accounts: number): string =>
  `must have at most ${MAX_DEFAULT_ACCOUNTS} ids if more than ${Math.floor(MAX_DEFAULT_REFERENCES / accounts)} contacts take all ${accounts}`
