import { Effect, Option } from "effect"
import { ReferenceNotFound, type StoreFailure } from "../domain/errors.ts"
import type { AccountId, ContactTypeId, OrganizationId } from "../domain/Identifiers.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import { traced } from "../internal/traced.ts"
import { Accounts } from "../ports/Accounts.ts"
import { ContactTypes } from "../ports/ContactTypes.ts"
import type { NormalizedContact } from "../request/normalizeContact.ts"
import type { ContactDefaults } from "../request/parseRequest.ts"

/** The accounts and contact types that a request refers to. */
export interface References {
  /** Distinct. */
  readonly accountIds: ReadonlyArray<AccountId>
  /** Distinct. */
  readonly contactTypes: ReadonlyArray<ContactTypeId>
  /** Whether a contact has no contact type, neither its own nor the request's. */
  readonly needsDefaultContactType: boolean
}

export const findReferences = Effect.fnUntraced(function* (
  contacts: ReadonlyArray<NormalizedContact>,
  defaults: ContactDefaults,
): Effect.fn.Return<References> {
  const accountIds = new Set(defaults.accountIds)
  const contactTypes = new Set<ContactTypeId>()
  if (defaults.contactType !== null) contactTypes.add(defaults.contactType)
  let needsDefaultContactType = false
  yield* forEachInSlices(contacts, (contact) => {
    if (contact.accountIds !== null) for (const id of contact.accountIds) accountIds.add(id)
    if (contact.contactType !== null) contactTypes.add(contact.contactType)
    else if (defaults.contactType === null) needsDefaultContactType = true
  })
  return { accountIds: [...accountIds], contactTypes: [...contactTypes], needsDefaultContactType }
})

/**
 * Fails unless every reference exists. Returns the organization's default contact type, or null if no contact needs it.
 * Inside a unit of work, the references then exist until it ends.
 */
export const resolveReferences = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  references: References,
): Effect.fn.Return<ContactTypeId | null, ReferenceNotFound | StoreFailure, Accounts | ContactTypes> {
  yield* Effect.annotateCurrentSpan({
    accounts: references.accountIds.length,
    contactTypes: references.contactTypes.length,
  })
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
  const defaultContactTypeMissing = references.needsDefaultContactType && Option.isNone(defaultContactType)
  if (accountIds.length > 0 || contactTypes.length > 0 || defaultContactTypeMissing)
    return yield* new ReferenceNotFound({ accountIds, contactTypes, defaultContactTypeMissing })
  return Option.getOrNull(defaultContactType)
}, traced("resolveReferences"))

const none = Effect.succeed([])
