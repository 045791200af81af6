import { Clock, Effect } from "effect"
import { SecureRandom } from "effect/crypto"
import { BulkCreatePolicy } from "./BulkCreatePolicy.ts"
import type { BulkCreateRequest } from "./BulkCreateRequest.ts"
import { NoContactsToCreate, type Refusal, type StoreFailure } from "./errors.ts"
import { ContactId, type OrganizationId } from "./Identifiers.ts"
import { foreseePlanned, insertPlanned } from "./insertPlanned.ts"
import { normalizeRequest } from "./normalizeRequest.ts"
import { type ContactOutcome, findOutcomes } from "./outcomes.ts"
import { planInserts } from "./plan.ts"
import type { Accounts } from "./ports/Accounts.ts"
import type { Contacts } from "./ports/Contacts.ts"
import type { ContactTypes } from "./ports/ContactTypes.ts"
import { UnitOfWork } from "./ports/UnitOfWork.ts"
import { findReferences, resolveReferences } from "./references.ts"

export interface BulkCreateOptions {
  /** Answer what would become of the request, and store nothing. */
  readonly dryRun?: boolean
  /** Answer what became of each contact, for one more round trip. */
  readonly outcomes?: boolean
}

/** Contacts given, created and skipped. `total = created + skipped`, always. */
export interface BulkCreateResult {
  readonly total: number
  readonly created: number
  /** Those whose email the organization already had, or that an earlier contact of the request has. */
  readonly skipped: number
  /** In the order given; there if they were asked for. */
  readonly outcomes?: ReadonlyArray<ContactOutcome>
}

/**
 * Creates contacts in bulk: normalizes and validates all of them, checks what they refer to, skips those whose email
 * exists, and stores the rest.
 *
 * Atomic: all that is created is stored when it succeeds, and nothing when it fails or is interrupted. Of requests at
 * once with one email, exactly one creates it. A fixed number of round trips to the store, however many contacts.
 */
export const bulkCreateContacts = Effect.fn("bulkCreateContacts")(function* (
  organizationId: OrganizationId,
  request: BulkCreateRequest,
  { dryRun = false, outcomes = false }: BulkCreateOptions = {},
): Effect.fn.Return<BulkCreateResult, Refusal | StoreFailure, Accounts | ContactTypes | Contacts | UnitOfWork> {
  const policy = yield* BulkCreatePolicy
  const unitOfWork = yield* UnitOfWork
  const { contacts, defaults } = yield* normalizeRequest(request, policy.maxContacts)
  const references = findReferences(contacts, defaults)
  const { planned, stored } = yield* unitOfWork.atomically(
    Effect.gen(function* () {
      const organizationDefault = yield* resolveReferences(organizationId, references)
      const contactType = defaults.contactType ?? organizationDefault
      const createdAt = new Date(yield* Clock.currentTimeMillis)
      const planned = yield* Effect.fromResult(planInserts(contacts, { ...defaults, contactType }, nextId, createdAt))
      const stored = yield* dryRun
        ? foreseePlanned(organizationId, planned)
        : insertPlanned(organizationId, planned, outcomes)
      return { planned, stored }
    }),
  )
  const { created, owners } = stored
  if (created === 0 && policy.allDuplicates === "reject") return yield* new NoContactsToCreate()
  return {
    total: contacts.length,
    created,
    skipped: contacts.length - created,
    ...(outcomes && { outcomes: findOutcomes(contacts, planned, owners, dryRun) }),
  }
})

const nextId = () => ContactId.make(SecureRandom.uuidV7Unsafe())
