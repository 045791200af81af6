import { Effect, Option } from "effect"
import { ReferenceNotFound, type StoreFailure } from "../domain/errors.ts"
import type { AccountId, ContactTypeId, OrganizationId } from "../domain/Identifiers.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import { traced } from "../internal/traced.ts"
import { Accounts } from "../ports/Accounts.ts"
import { ContactTypes } from "../ports/ContactTypes.ts"
import type { NormalizedContact } from "../request/normalizeContact.ts"
import type { ContactDefaults } from "../request/parseRequest.ts"

/** Everything of the organization that a request refers to, each once. */
export interface References {
  readonly accountIds: ReadonlyArray<AccountId>
  readonly contactTypes: ReadonlyArray<ContactTypeId>
  /** Some contact has no contact type, neither its own nor the request's. */
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

/** Makes sure that all of it exists, and finds the organization's default contact type where that is needed. */
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
  if (accountIds.length > 0 || contactTypes.length > 0) {
    return yield* new ReferenceNotFound({ accountIds, contactTypes })
  }
  return Option.getOrNull(defaultContactType)
}, traced("resolveReferences"))

const none = Effect.succeed([])
