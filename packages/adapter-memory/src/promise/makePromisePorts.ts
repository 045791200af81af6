import {
  AccountId,
  Accounts,
  type ContactQuery,
  ContactReader,
  Contacts,
  ContactTypeId,
  ContactTypes,
  EmailAddress,
  IdempotencyRecords,
  ImportId,
  Imports,
  type NewContact,
  type NewImport,
  OrganizationId,
  Organizations,
  ReferenceReader,
  type StoredResult,
  type UnitOfWork,
} from "@bulk-contacts/core"
import type { BulkContactsPorts } from "@bulk-contacts/core/promise"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { makePromiseTransactions } from "./makePromiseTransactions.ts"

type Ports =
  | Accounts
  | ContactReader
  | Contacts
  | ContactTypes
  | IdempotencyRecords
  | Imports
  | ReferenceReader
  | UnitOfWork

/** The ports of a layer as plain async functions. The handle of a transaction is an object, valid until it ends. */
export const makePromisePorts = (layer: Layer.Layer<Ports>): Required<BulkContactsPorts<object>> => {
  const { transaction, on } = makePromiseTransactions(layer)
  const without = <Id extends string>(ids: ReadonlyArray<Id>, missing: ReadonlyArray<Id>) => {
    const absent = new Set(missing)
    return ids.filter((id) => !absent.has(id))
  }
  return {
    transaction,
    organizations: {
      exists: (tx, organizationId) =>
        on(tx, Organizations, (port) =>
          port === null ? Effect.succeed(true) : port.exists(OrganizationId.make(organizationId)),
        ),
    },
    accounts: {
      findExisting: async (tx, organizationId, texts) => {
        const ids = texts.map((id) => AccountId.make(id))
        return without(ids, await on(tx, Accounts, (port) => port.missing(OrganizationId.make(organizationId), ids)))
      },
    },
    contactTypes: {
      findExisting: async (tx, organizationId, texts) => {
        const ids = texts.map((id) => ContactTypeId.make(id))
        const missing = on(tx, ContactTypes, (port) => port.missing(OrganizationId.make(organizationId), ids))
        return without(ids, await missing)
      },
      findDefault: async (tx, organizationId) =>
        Option.getOrNull(await on(tx, ContactTypes, (port) => port.default(OrganizationId.make(organizationId)))),
    },
    contacts: {
      findByEmail: async (tx, organizationId, texts) => {
        const emails = texts.map((email) => EmailAddress.make(email))
        const owners = on(tx, Contacts, (port) => port.findByEmail(OrganizationId.make(organizationId), emails))
        return Array.from(await owners, ([email, id]) => ({ email, id }))
      },
      insertNew: (tx, organizationId, contacts) =>
        on(tx, Contacts, (port) =>
          // The core made these contacts; they only lost their brands.
          port.insertNew(OrganizationId.make(organizationId), contacts as ReadonlyArray<NewContact>),
        ),
    },
    contactReader: {
      // The core made these values; they only lost their brands.
      page: (tx, organizationId, query) =>
        on(tx, ContactReader, (port) =>
          Effect.catchTag(
            port.page(OrganizationId.make(organizationId), query as ContactQuery),
            "InvalidPosition",
            () => Effect.succeed(null),
          ),
        ),
    },
    referenceReader: {
      accounts: (tx, organizationId, query) =>
        on(tx, ReferenceReader, (port) => port.accounts(OrganizationId.make(organizationId), query)),
      contactTypes: (tx, organizationId, query) =>
        on(tx, ReferenceReader, (port) => port.contactTypes(OrganizationId.make(organizationId), query)),
    },
    idempotencyRecords: {
      // Transactions run one at a time, so no other one can hold the key.
      claim: async () => true,
      find: async (tx, organizationId, key, since) =>
        Option.getOrNull(
          await on(tx, IdempotencyRecords, (port) => port.find(OrganizationId.make(organizationId), key, since)),
        ),
      store: (tx, organizationId, key, record) =>
        on(tx, IdempotencyRecords, (port) => {
          // The core made this result; it only lost its brands.
          const result = record.result as StoredResult
          return port.store(OrganizationId.make(organizationId), key, { ...record, result })
        }),
      removeOfImport: (tx, organizationId, key, importId) =>
        on(tx, IdempotencyRecords, (port) =>
          port.removeOfImport(OrganizationId.make(organizationId), key, ImportId.make(importId)),
        ),
      removeOlderThan: (tx, date) => on(tx, IdempotencyRecords, (port) => port.removeOlderThan(date)),
    },
    imports: {
      record: (tx, organizationId, newImport) =>
        // The core made it; its id only lost its brand.
        on(tx, Imports, (port) => port.record(OrganizationId.make(organizationId), newImport as NewImport)),
      undo: async (tx, organizationId, id, now) =>
        Option.getOrNull(
          await on(tx, Imports, (port) => port.undo(OrganizationId.make(organizationId), ImportId.make(id), now)),
        ),
      list: (tx, organizationId, { limit, after }) =>
        on(tx, Imports, (port) =>
          port.list(OrganizationId.make(organizationId), {
            limit,
            after: after === null ? null : ImportId.make(after),
          }),
        ),
    },
  }
}
