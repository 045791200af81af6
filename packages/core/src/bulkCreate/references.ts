import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { ReferenceNotFound, type StoreFailure } from "../domain/errors.ts"
import type { AccountId, ContactTypeId, OrganizationId } from "../domain/Identifiers.ts"
import type { References } from "../domain/References.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import { TextSet } from "../internal/TextSet.ts"
import { traced } from "../internal/traced.ts"
import { Accounts } from "../ports/Accounts.ts"
import { ContactTypes } from "../ports/ContactTypes.ts"
import type { ContactDefaults } from "../request/parseRequest.ts"
import { findMissing } from "./findMissing.ts"

/** What was found of the accounts and contact types that a request refers to. */
export interface ResolvedReferences {
  /** Distinct, in the order of the request. */
  readonly missingAccounts: ReadonlyArray<AccountId>
  /** Distinct, in the order of the request. */
  readonly missingContactTypes: ReadonlyArray<ContactTypeId>
  /** The organization's. Null if no contact needs it, or there is none. */
  readonly defaultContactType: ContactTypeId | null
}

/** Which of the references that were looked up exist. */
export interface KnownReferences {
  readonly hasAccount: (id: AccountId) => boolean
  readonly hasContactType: (id: ContactTypeId) => boolean
}

/** Looks references up. Inside a unit of work, those that exist do so until it ends. */
export const resolveReferences = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  references: References,
): Effect.fn.Return<ResolvedReferences, StoreFailure, Accounts | ContactTypes> {
  yield* Effect.annotateCurrentSpan({
    accounts: references.accountIds.length,
    contactTypes: references.contactTypes.length,
  })
  const accounts = yield* Accounts
  const types = yield* ContactTypes
  const [missingAccounts, missingContactTypes, defaultContactType] = yield* Effect.all(
    [
      findMissing(references.accountIds, (ids) => accounts.missing(organizationId, ids)),
      findMissing(references.contactTypes, (ids) => types.missing(organizationId, ids)),
      references.needsDefaultContactType ? types.default(organizationId) : Effect.succeedNone,
    ],
    { concurrency: "unbounded" },
  )
  return { missingAccounts, missingContactTypes, defaultContactType: Option.getOrNull(defaultContactType) }
}, traced("resolveReferences"))

/** Which of the references of a request exist, whatever their number. */
export const knownReferences = Effect.fnUntraced(function* ({
  missingAccounts,
  missingContactTypes,
}: ResolvedReferences): Effect.fn.Return<KnownReferences> {
  const accounts = new TextSet<AccountId>()
  const types = new TextSet<ContactTypeId>()
  yield* forEachInSlices(missingAccounts, (id) => accounts.add(id), { quick: true })
  yield* forEachInSlices(missingContactTypes, (id) => types.add(id), { quick: true })
  return { hasAccount: (id) => !accounts.has(id), hasContactType: (id) => !types.has(id) }
})

/** Fails unless every reference exists. */
export const failIfMissing = (
  { missingAccounts, missingContactTypes, defaultContactType }: ResolvedReferences,
  { needsDefaultContactType }: References,
): Effect.Effect<void, ReferenceNotFound> => {
  const defaultContactTypeMissing = needsDefaultContactType && defaultContactType === null
  if (missingAccounts.length + missingContactTypes.length === 0 && !defaultContactTypeMissing) return Effect.void
  return Effect.fail(
    new ReferenceNotFound({
      accountIds: missingAccounts,
      contactTypes: missingContactTypes,
      defaultContactTypeMissing,
    }),
  )
}

/** Whether the references exist that the request itself makes, with its defaults. */
export const hasDefaults = (
  { hasAccount, hasContactType }: KnownReferences,
  { accountIds, contactType }: ContactDefaults,
) => accountIds.every(hasAccount) && (contactType === null || hasContactType(contactType))

/** Fails unless they do. */
export const failIfDefaultMissing = (
  known: KnownReferences,
  defaults: ContactDefaults,
): Effect.Effect<void, ReferenceNotFound> => {
  if (hasDefaults(known, defaults)) return Effect.void
  const accountIds = defaults.accountIds.filter((id) => !known.hasAccount(id))
  const contactTypes = [defaults.contactType].filter(
    (id): id is ContactTypeId => id !== null && !known.hasContactType(id),
  )
  return Effect.fail(new ReferenceNotFound({ accountIds, contactTypes, defaultContactTypeMissing: false }))
}
