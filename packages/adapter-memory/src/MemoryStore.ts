import {
  AccountId,
  Accounts,
  ApiKeys,
  type Contact,
  type ContactId,
  ContactReader,
  Contacts,
  ContactTypeId,
  ContactTypes,
  checkNewId,
  DirectInserts,
  EmailAddress,
  IdempotencyRecords,
  Imports,
  makeMemoryStagedContacts,
  OrganizationId,
  Organizations,
  ReferenceReader,
  StagedContacts,
  UnitOfWork,
} from "@bulk-contacts/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { makeContactReader } from "./contactReader.ts"
import { makeDirectInserts } from "./directInserts.ts"
import { makeIdempotencyRecords } from "./idempotencyRecords.ts"
import { makeImports } from "./imports.ts"
import type { OrganizationSeed } from "./OrganizationSeed.ts"
import { makeReferenceReader } from "./referenceReader.ts"
import { makeOrganization, makeState, organizationState } from "./state.ts"
import { Transactions } from "./Transaction.ts"

/** What a store in memory provides: every port of the core. */
export type MemoryPorts =
  | Accounts
  | ApiKeys
  | ContactReader
  | Contacts
  | ContactTypes
  | IdempotencyRecords
  | Imports
  | ReferenceReader
  | StagedContacts
  | UnitOfWork

/**
 * Every port of the core in memory, and functions for tests to set it up and to inspect it.
 *
 * Each change waits for the transactions in progress. Deleting what does not exist does nothing.
 */
export interface MemoryStore {
  readonly layer: Layer.Layer<MemoryPorts>
  /**
   * A shortcut for small requests, for a server. It is not part of `layer`, because it goes past the other ports, which a
   * test may replace.
   */
  readonly layerDirectInserts: Layer.Layer<never>
  /**
   * Adds an organization, or adds to an existing one what it does not have. Throws an `InvalidId`, and adds nothing, if an
   * id has control or direction characters, begins or ends with something invisible, is blank or is too long.
   */
  readonly seed: (organization: OrganizationSeed) => void
  /** All contacts of the organization in the order of creation, including soft-deleted ones. */
  readonly contacts: (organizationId: string) => ReadonlyArray<Contact>
  /** Soft-deletes the active contact that has the email. */
  readonly deleteContact: (organizationId: string, email: string) => Effect.Effect<void>
  /** Closes the account: new contacts cannot refer to it. */
  readonly deleteAccount: (organizationId: string, account: string) => Effect.Effect<void>
  /** Closes the contact type: new contacts cannot refer to it. */
  readonly deleteContactType: (organizationId: string, contactType: string) => Effect.Effect<void>
  /** Revokes the API key. */
  readonly revokeApiKey: (key: string) => Effect.Effect<void>
}

const requireIds = ({ id, accounts = [], contactTypes = [], defaultContactType }: OrganizationSeed): void => {
  Result.getOrThrow(checkNewId("organization", id))
  for (const account of accounts) Result.getOrThrow(checkNewId("account", account))
  const types = defaultContactType === undefined ? contactTypes : [...contactTypes, defaultContactType]
  for (const contactType of types) Result.getOrThrow(checkNewId("contact type", contactType))
}

/**
 * Makes a store. Its data is lost when the process ends. Throws as `seed` does.
 *
 * @example
 * ```ts
 * import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
 * import { bulkCreateContacts, OrganizationId } from "@bulk-contacts/core"
 * import { Effect } from "effect"
 *
 * const store = makeMemoryStore({ id: "acme", contactTypes: ["Lead"], defaultContactType: "Lead" })
 * const request = { contacts: ["Ada Lovelace <ada@example.com>"] }
 *
 * await Effect.runPromise(Effect.provide(bulkCreateContacts(OrganizationId.make("acme"), request), store.layer))
 * console.log(store.contacts("acme").map(({ lastName }) => lastName)) // [ 'Lovelace' ]
 * ```
 */
export const makeMemoryStore = (...organizations: ReadonlyArray<OrganizationSeed>): MemoryStore => {
  const state = makeState()
  const transactions = new Transactions(state)
  const organization = (id: string) => organizationState(state, OrganizationId.make(id))
  const afterTransactions = (change: (now: Date) => void) =>
    transactions.run(() => Effect.map(Clock.currentTimeMillis, (now) => change(new Date(now))))

  const seed = (organization: OrganizationSeed): void => {
    requireIds(organization)
    const id = OrganizationId.make(organization.id)
    const existing = state.organizations.get(id) ?? makeOrganization()
    state.organizations.set(id, existing)
    for (const key of organization.apiKeys ?? []) state.apiKeys.set(key, id)
    for (const account of organization.accounts ?? []) existing.accounts.add(AccountId.make(account))
    for (const contactType of organization.contactTypes ?? [])
      existing.contactTypes.add(ContactTypeId.make(contactType))
    if (organization.defaultContactType !== undefined) {
      existing.defaultContactType = ContactTypeId.make(organization.defaultContactType)
    }
  }
  organizations.forEach(seed)

  const accounts = Accounts.of({
    missing: (organizationId, ids) =>
      transactions.run(() =>
        Effect.sync(() => ids.filter((id) => !state.organizations.get(organizationId)?.accounts.has(id))),
      ),
  })

  const contactTypes = ContactTypes.of({
    missing: (organizationId, ids) =>
      transactions.run(() =>
        Effect.sync(() => ids.filter((id) => !state.organizations.get(organizationId)?.contactTypes.has(id))),
      ),
    default: (organizationId) =>
      transactions.run(() =>
        Effect.sync(() => Option.fromNullishOr(state.organizations.get(organizationId)?.defaultContactType)),
      ),
  })

  const contacts = Contacts.of({
    findByEmail: (organizationId, emails) =>
      transactions.run((transaction) =>
        Effect.sync(() => {
          const owners = emails.map((email) => [email, transaction.ownerOf(organizationId, email)] as const)
          return new Map(owners.filter((entry): entry is readonly [EmailAddress, ContactId] => entry[1] !== undefined))
        }),
      ),
    insertNew: (organizationId, contacts) =>
      transactions.run((transaction) => Effect.sync(() => transaction.insertNew(organizationId, contacts).length)),
  })

  const apiKeys = ApiKeys.of({
    organizationOf: (key) => Effect.sync(() => Option.fromNullishOr(state.apiKeys.get(Redacted.value(key)))),
  })

  return {
    layer: Layer.mergeAll(
      Layer.succeed(Accounts, accounts),
      Layer.succeed(ContactTypes, contactTypes),
      Layer.succeed(Contacts, contacts),
      Layer.succeed(Organizations, {
        exists: (organizationId) => Effect.sync(() => state.organizations.has(organizationId)),
      }),
      Layer.succeed(ApiKeys, apiKeys),
      Layer.succeed(IdempotencyRecords, makeIdempotencyRecords(state, transactions)),
      Layer.succeed(Imports, makeImports(state, transactions)),
      Layer.succeed(StagedContacts, makeMemoryStagedContacts(contacts)),
      Layer.succeed(ContactReader, makeContactReader(state)),
      Layer.succeed(ReferenceReader, makeReferenceReader(state)),
      Layer.succeed(UnitOfWork, { atomically: (effect) => transactions.atomically(effect) }),
    ),
    layerDirectInserts: Layer.succeed(DirectInserts, makeDirectInserts(state, transactions)),
    seed,
    contacts: (organizationId) => [...organization(organizationId).contacts],
    deleteContact: (organizationId, email) =>
      afterTransactions((now) => {
        const { contacts, owners, imports } = organization(organizationId)
        const contact = owners.get(EmailAddress.make(email))
        if (contact === undefined) return
        owners.delete(contact.email)
        contacts[contacts.indexOf(contact)] = { ...contact, deletedAt: now }
        const from = contact.importId === null ? undefined : imports.get(contact.importId)
        if (from !== undefined) imports.set(from.id, { ...from, remaining: from.remaining - 1 })
      }),
    deleteAccount: (organizationId, account) =>
      afterTransactions(() => organization(organizationId).accounts.delete(AccountId.make(account))),
    deleteContactType: (organizationId, contactType) =>
      afterTransactions(() => {
        const found = organization(organizationId)
        found.contactTypes.delete(ContactTypeId.make(contactType))
        if (found.defaultContactType === contactType) found.defaultContactType = null
      }),
    revokeApiKey: (key) => afterTransactions(() => state.apiKeys.delete(key)),
  }
}
