import {
  AccountId,
  Accounts,
  Contacts,
  ContactTypeId,
  ContactTypes,
  EmailAddress,
  IdempotencyRecords,
  type NewContact,
  OrganizationId,
  type StoredResult,
  type UnitOfWork,
} from "@bulk-contacts/core"
import type { BulkContactsPorts } from "@bulk-contacts/core/promise"
import { type Layer, Option } from "effect"
import { promiseTransactions } from "./promiseTransactions.ts"

type Ports = Accounts | Contacts | ContactTypes | IdempotencyRecords | UnitOfWork

/** The ports of a layer as plain async functions. The handle of a transaction is an object that is good while it lasts. */
export const promisePorts = (layer: Layer.Layer<Ports>): Required<BulkContactsPorts<object>> => {
  const { transaction, on } = promiseTransactions(layer)
  const without = <Id extends string>(ids: ReadonlyArray<Id>, missing: ReadonlyArray<Id>) => {
    const absent = new Set(missing)
    return ids.filter((id) => !absent.has(id))
  }
  return {
    transaction,
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
          // They are the use case's own contacts, as plain data.
          port.insertNew(OrganizationId.make(organizationId), contacts as ReadonlyArray<NewContact>),
        ),
    },
    idempotencyRecords: {
      // Transactions come one at a time: nobody else can have the key.
      claim: async () => true,
      find: async (tx, organizationId, key, since) =>
        Option.getOrNull(
          await on(tx, IdempotencyRecords, (port) => port.find(OrganizationId.make(organizationId), key, since)),
        ),
      store: (tx, organizationId, key, record) =>
        on(tx, IdempotencyRecords, (port) => {
          // It is the use case's own result, as plain data.
          const result = record.result as StoredResult
          return port.store(OrganizationId.make(organizationId), key, { ...record, result })
        }),
      removeOlderThan: (tx, date) => on(tx, IdempotencyRecords, (port) => port.removeOlderThan(date)),
    },
  }
}
