import { Clock, Effect, Option } from "effect"
import { SecureRandom } from "effect/crypto"
import { BulkCreatePolicy } from "./BulkCreatePolicy.ts"
import type { BulkCreateRequest } from "./BulkCreateRequest.ts"
import { NoContactsToCreate, ReferenceNotFound, type Refusal, type StoreFailure } from "./errors.ts"
import { ContactId, type ContactTypeId, type OrganizationId } from "./Identifiers.ts"
import { normalizeRequest } from "./normalizeRequest.ts"
import { findReferences, planInserts, type References } from "./plan.ts"
import { Accounts } from "./ports/Accounts.ts"
import { Contacts } from "./ports/Contacts.ts"
import { ContactTypes } from "./ports/ContactTypes.ts"
import { UnitOfWork } from "./ports/UnitOfWork.ts"

/** Contacts given, created and skipped. `total = created + skipped`, always. */
export interface BulkCreateResult {
  readonly total: number
  readonly created: number
  /** Those whose email the organization already had, or that an earlier contact of the request has. */
  readonly skipped: number
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
): Effect.fn.Return<BulkCreateResult, Refusal | StoreFailure, Accounts | ContactTypes | Contacts | UnitOfWork> {
  const policy = yield* BulkCreatePolicy
  const unitOfWork = yield* UnitOfWork
  const { contacts, defaults } = yield* normalizeRequest(request, policy.maxContacts)
  const references = findReferences(contacts, defaults)
  const created = yield* unitOfWork.atomically(
    Effect.gen(function* () {
      const organizationDefault = yield* resolveReferences(organizationId, references)
      const contactType = defaults.contactType ?? organizationDefault
      const createdAt = new Date(yield* Clock.currentTimeMillis)
      const planned = yield* Effect.fromResult(planInserts(contacts, { ...defaults, contactType }, nextId, createdAt))
      return yield* (yield* Contacts).insertNew(organizationId, planned)
    }),
  )
  if (created === 0 && policy.allDuplicates === "reject") return yield* new NoContactsToCreate()
  return { total: contacts.length, created, skipped: contacts.length - created }
})

/** Makes sure that all of it exists, and finds the organization's default contact type where that is needed. */
const resolveReferences = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  references: References,
): Effect.fn.Return<ContactTypeId | null, ReferenceNotFound | StoreFailure, Accounts | ContactTypes> {
  const accounts = yield* Accounts
  const types = yield* ContactTypes
  const [accountIds, contactTypes, defaultContactType] = yield* Effect.all(
    [
      references.accountIds.length === 0 ? none : accounts.missing(organizationId, references.accountIds),
      references.contactTypes.length === 0 ? none : types.missing(organizationId, references.contactTypes),
      references.needsDefaultContactType ? types.default(organizationId) : Effect.succeedNone,
    ],
    { concurrency: "unbounded" },
  )
  if (accountIds.length > 0 || contactTypes.length > 0) {
    return yield* new ReferenceNotFound({ accountIds, contactTypes })
  }
  return Option.getOrNull(defaultContactType)
})

const none = Effect.succeed([])

const nextId = () => ContactId.make(SecureRandom.uuidV7Unsafe())
