import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { BulkCreatePolicy } from "../bulkCreate/BulkCreatePolicy.ts"
import { findReferences } from "../bulkCreate/findReferences.ts"
import { countInvalid, type LeftOut, leaveOutUnresolved } from "../bulkCreate/leaveOut.ts"
import { planContacts } from "../bulkCreate/plan.ts"
import { failIfDefaultMissing, hasDefaults } from "../bulkCreate/references.ts"
import { contactIds, DrawRandomBits } from "../domain/ContactIds.ts"
import {
  InvalidRequest,
  NoContactsToCreate,
  type ReferenceNotFound,
  type RequestTooLarge,
  type StoreFailure,
} from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { isInvalid } from "../domain/InvalidContact.ts"
import { MAX_DETAILS, MAX_PROBLEMS, mergeProblems, Problems } from "../domain/Problem.ts"
import type { References } from "../domain/References.ts"
import { contentOfContacts, contentOfStream, fingerprint } from "../idempotency/fingerprint.ts"
import { type PlannedImport, planImport } from "../imports/planImport.ts"
import { traced } from "../internal/traced.ts"
import type { Accounts } from "../ports/Accounts.ts"
import { ContactTypes } from "../ports/ContactTypes.ts"
import { StagedContacts, type StagingArea } from "../ports/StagedContacts.ts"
import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
import type { BulkCreateDefaults } from "../request/BulkCreateRequest.ts"
import { makeContactChecker } from "../request/makeContactChecker.ts"
import { failIfInvalid, limitDefaultAccounts, problemLimit } from "../request/normalizeRequest.ts"
import { type ContactDefaults, parseDefaults } from "../request/parseRequest.ts"
import { readDefaultCountry } from "../request/readDefaultCountry.ts"
import { readImportName } from "../request/readImportName.ts"
import { inBatches } from "./batches.ts"
import { checkBatch } from "./checkBatch.ts"
import type { StreamedContact } from "./StreamedContact.ts"
import { StreamReferences } from "./StreamReferences.ts"

/** A complete stream of contacts, of which the valid ones are in a staging area. Only a lenient one has invalid contacts. */
export interface StagedStream {
  readonly area: StagingArea
  readonly total: number
  readonly leftOut: LeftOut
  /** They existed when the contacts arrived. */
  readonly references: References
  /** The import as which it is recorded, or null. */
  readonly plannedImport: PlannedImport | null
  /** Covers every contact, the defaults and the name of the import. Only valid if there is an idempotency key. */
  readonly fingerprint: Effect.Effect<string>
}

/**
 * Reads a stream to its end and stages its contacts, until the scope closes. Once the request cannot succeed, it stages
 * nothing more, but reads on, and fails at the end with all problems. Those with which the stream itself fails come first.
 * It fails at once if there is no room for its contacts.
 */
export const stageContacts = Effect.fnUntraced(function* <E, R>(
  organizationId: OrganizationId,
  contacts: Stream.Stream<StreamedContact, E, R>,
  uncheckedDefaults: BulkCreateDefaults,
  options: BulkCreateOptions,
): Effect.fn.Return<
  StagedStream,
  E | InvalidRequest | NoContactsToCreate | ReferenceNotFound | RequestTooLarge | StoreFailure,
  R | Accounts | ContactTypes | Scope.Scope | StagedContacts
> {
  const { lenient = false, outcomes = false, idempotencyKey } = options
  const now = yield* Clock.currentTimeMillis
  const drawRandomBits = yield* DrawRandomBits
  const nextId = contactIds(now, drawRandomBits)
  const ownProblems = new Problems(MAX_PROBLEMS)
  const defaults = parseDefaults(uncheckedDefaults, ownProblems)
  const policy = yield* BulkCreatePolicy
  const defaultCountry = readDefaultCountry(options.defaultCountry, policy.defaultCountry, ownProblems)
  const importName = readImportName(options.import, ownProblems)
  const plannedImport = planImport(importName, defaults.source, options, now, drawRandomBits)
  const checker = yield* makeContactChecker({
    defaultCountry,
    limit: problemLimit(lenient),
    outcomes: lenient && outcomes,
  })
  const completed = yield* withDefaultContactType(organizationId, defaults)
  const area = yield* (yield* StagedContacts).open(organizationId)
  const references = new StreamReferences()
  const unresolved = new Problems(MAX_DETAILS)
  const countTaken = limitDefaultAccounts(defaults, ownProblems)
  let total = 0
  let invalid = 0
  let batchesHash = ""
  const isInvalidRequest = () => !ownProblems.isEmpty || (!lenient && !checker.problems.isEmpty)
  const isReferenceMissing = () => (lenient ? !hasDefaults(references.known, completed) : references.areMissing)
  const takeBatch = Effect.fnUntraced(function* (batch: ReadonlyArray<StreamedContact>) {
    const { contacts, given, placeOf } = yield* checkBatch(batch, total, checker)
    total += batch.length
    countTaken(contacts)
    if (isInvalidRequest()) return
    yield* references.check(organizationId, yield* findReferences(contacts, completed))
    if (isReferenceMissing()) return
    const resolution = { known: references.known, contactType: completed.contactType, placeOf, outcomes }
    const remaining = lenient ? yield* leaveOutUnresolved(contacts, resolution, unresolved) : contacts
    invalid += countInvalid(remaining)
    if (idempotencyKey !== undefined) {
      batchesHash = yield* fingerprint([batchesHash, contentOfContacts(contacts, given)])
    }
    const planned = yield* planContacts(remaining, completed, nextId, new Date(now), plannedImport?.id ?? null)
    // Without outcomes, nobody asks for the positions of invalid contacts.
    const staged = outcomes ? planned : planned.filter((contact) => !isInvalid(contact))
    if (staged.length > 0) yield* area.add(staged)
  })
  yield* inBatches(contacts).pipe(
    Stream.runForEach(takeBatch),
    Effect.catch((error) =>
      error instanceof InvalidRequest
        ? Effect.sync(() => ownProblems.addAll({ items: error.problems, omitted: error.omitted }))
        : Effect.fail(error),
    ),
  )
  yield* failIfInvalid(ownProblems, checker.problems, lenient)
  if (total === 0) return yield* new NoContactsToCreate()
  yield* lenient ? failIfDefaultMissing(references.known, completed) : references.failIfMissing
  return {
    area,
    total,
    leftOut: { invalid, problems: mergeProblems(checker.problems, unresolved) },
    references: references.found,
    plannedImport,
    fingerprint: fingerprint(contentOfStream(batchesHash, defaults, lenient, importName)),
  }
}, traced("stageContacts"))

const withDefaultContactType = Effect.fnUntraced(function* (organizationId: OrganizationId, defaults: ContactDefaults) {
  if (defaults.contactType !== null) return defaults
  const types = yield* ContactTypes
  return { ...defaults, contactType: Option.getOrNull(yield* types.default(organizationId)) }
})
