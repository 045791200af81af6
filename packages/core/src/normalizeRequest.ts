import { Clock, Effect } from "effect"
import { type ContactDefaults, parseRequest } from "./BulkCreateRequest.ts"
import { InvalidRequest, NoContactsToCreate } from "./errors.ts"
import { type NormalizedContact, normalizeContact } from "./normalizeContact.ts"
import { Problems } from "./Problem.ts"

/** A request of which everything is valid. */
export interface NormalizedRequest {
  /** In the order given; never empty. */
  readonly contacts: ReadonlyArray<NormalizedContact>
  readonly defaults: ContactDefaults
}

/** Far more than anyone reads; a bound on what one hostile request makes the server hold. */
const MAX_PROBLEMS = 10_000

/** After so many milliseconds at a stretch, others get their turn on the event loop. */
const TIME_SLICE = 10

/** Parses and normalizes all of a request, and fails with every problem of it. */
export const normalizeRequest = Effect.fnUntraced(function* (
  request: unknown,
  maxContacts: number,
): Effect.fn.Return<NormalizedRequest, InvalidRequest | NoContactsToCreate> {
  const problems = new Problems(MAX_PROBLEMS)
  const { contacts, defaults } = parseRequest(request, maxContacts, problems)
  const normalized: Array<NormalizedContact> = []
  const clock = yield* Clock.Clock
  let since = clock.currentTimeMillisUnsafe()
  for (let index = 0; index < contacts.length; index++) {
    if (clock.currentTimeMillisUnsafe() - since >= TIME_SLICE) {
      yield* Effect.yieldNow
      since = clock.currentTimeMillisUnsafe()
    }
    const contact = normalizeContact(contacts[index], index, problems)
    if (contact !== null) normalized.push(contact)
  }
  if (!problems.isEmpty) return yield* new InvalidRequest({ problems: problems.items, omitted: problems.omitted })
  if (normalized.length === 0) return yield* new NoContactsToCreate()
  return { contacts: normalized, defaults }
})
