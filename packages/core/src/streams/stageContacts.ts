import { Clock, Effect, Option, type Scope, Stream } from "effect"
import { BulkCreatePolicy } from "../bulkCreate/BulkCreatePolicy.ts"
import { planContacts } from "../bulkCreate/plan.ts"
import { findReferences, type References } from "../bulkCreate/references.ts"
import { contactIds } from "../domain/ContactIds.ts"
import { InvalidRequest, NoContactsToCreate, type ReferenceNotFound, type StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { MAX_PROBLEMS, Problems } from "../domain/Problem.ts"
import type { DefaultCountry } from "../domain/phone/DefaultCountry.ts"
import { fingerprint } from "../idempotency/fingerprint.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import { traced } from "../internal/traced.ts"
import type { Accounts } from "../ports/Accounts.ts"
import { ContactTypes } from "../ports/ContactTypes.ts"
import { StagedContacts, type StagingArea } from "../ports/StagedContacts.ts"
import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
import type { BulkCreateDefaults } from "../request/BulkCreateRequest.ts"
import { type NormalizedContact, normalizeContact } from "../request/normalizeContact.ts"
import { failIfProblems } from "../request/normalizeRequest.ts"
import { type ContactDefaults, parseDefaults } from "../request/parseRequest.ts"
import { readDefaultCountry } from "../request/readDefaultCountry.ts"
import type { StreamedContact } from "./StreamedContact.ts"
import { StreamReferences } from "./StreamReferences.ts"

/** The number of contacts that are in memory at a time and are sent to the store together. */
const BATCH_SIZE = 500

/** A complete, valid stream of contacts in a staging area. */
export interface StagedStream {
  readonly area: StagingArea
  readonly total: number
  /** They existed when the contacts arrived. */
  readonly references: References
  /** Covers every contact and the defaults. Only valid if there is an idempotency key. */
  readonly fingerprint: Effect.Effect<string>
}

/**
 * Reads a stream to its end and stages its contacts, until the scope closes. After the first problem it stages nothing
 * more, but reads on, and fails at the end with all problems. Those with which the stream itself fails come first.
 */
export const stageContacts = Effect.fnUntraced(function* <E, R>(
  organizationId: OrganizationId,
  contacts: Stream.Stream<StreamedContact, E, R>,
  uncheckedDefaults: BulkCreateDefaults,
  options: BulkCreateOptions,
): Effect.fn.Return<
  StagedStream,
  E | InvalidRequest | NoContactsToCreate | ReferenceNotFound | StoreFailure,
  R | Accounts | ContactTypes | Scope.Scope | StagedContacts
> {
  const now = yield* Clock.currentTimeMillis
  const nextId = contactIds(now)
  const problems = new Problems(MAX_PROBLEMS)
  const defaults = parseDefaults(uncheckedDefaults, problems)
  const policy = yield* BulkCreatePolicy
  const defaultCountry = readDefaultCountry(options.defaultCountry, policy.defaultCountry, problems)
  const completed = yield* withDefaultContactType(organizationId, defaults)
  const area = yield* (yield* StagedContacts).open(organizationId)
  const references = new StreamReferences()
  let total = 0
  let batchesHash = ""
  const takeBatch = Effect.fnUntraced(function* (batch: ReadonlyArray<StreamedContact>) {
    const normalized = yield* normalizeBatch(batch, total, problems, defaultCountry)
    total += batch.length
    if (!problems.isEmpty) return
    yield* references.check(organizationId, yield* findReferences(normalized, completed))
    if (references.areMissing) return
    if (options.idempotencyKey !== undefined) batchesHash = yield* fingerprint([batchesHash, normalized])
    yield* area.add(yield* planContacts(normalized, completed, nextId, new Date(now)))
  })
  yield* contacts.pipe(
    Stream.rechunk(BATCH_SIZE),
    Stream.runForEachArray(takeBatch),
    Effect.catch((error) =>
      error instanceof InvalidRequest
        ? Effect.sync(() => problems.addFirst(error.problems, error.omitted))
        : Effect.fail(error),
    ),
  )
  yield* failIfProblems(problems)
  if (total === 0) return yield* new NoContactsToCreate()
  yield* references.failIfMissing
  return { area, total, references: references.found, fingerprint: fingerprint([batchesHash, defaults]) }
}, traced("stageContacts"))

const withDefaultContactType = Effect.fnUntraced(function* (organizationId: OrganizationId, defaults: ContactDefaults) {
  if (defaults.contactType !== null) return defaults
  const types = yield* ContactTypes
  return { ...defaults, contactType: Option.getOrNull(yield* types.default(organizationId)) }
})

/** `start` is the position of the batch in the stream. */
const normalizeBatch = Effect.fnUntraced(function* (
  batch: ReadonlyArray<StreamedContact>,
  start: number,
  problems: Problems,
  defaultCountry: DefaultCountry,
) {
  const normalized: Array<NormalizedContact> = []
  yield* forEachInSlices(batch, (item, i) => {
    const place = { index: start + i, ...(item.line !== undefined && { line: item.line }) }
    if ("problem" in item) problems.add({ ...place, field: "contacts", ...item.problem })
    else {
      const contact = normalizeContact(item.contact, place, problems, defaultCountry)
      if (contact !== null) normalized.push(contact)
    }
  })
  return normalized
})
