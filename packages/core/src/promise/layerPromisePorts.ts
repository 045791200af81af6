import { Context, Effect, Layer, Option } from "effect"
import type { BulkCreateResult } from "../BulkCreateResult.ts"
import type { BulkCreatePorts } from "../bulkCreateContacts.ts"
import { IdempotencyKeyInUse } from "../errors.ts"
import { ContactId, ContactTypeId } from "../Identifiers.ts"
import { Accounts } from "../ports/Accounts.ts"
import { Contacts } from "../ports/Contacts.ts"
import { ContactTypes } from "../ports/ContactTypes.ts"
import { IdempotencyRecords } from "../ports/IdempotencyRecords.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { BulkContactsPorts, IdempotencyRecordsPort } from "./Ports.ts"
import { PromiseTransactions } from "./PromiseTransactions.ts"

/**
 * The ports of the core by ports that are plain async functions. Without `idempotencyRecords` among them, a bulk create
 * with an idempotency key is a defect.
 *
 * A unit of work inside another is part of it and has no savepoint: what it stored stays when it alone fails.
 */
export const layerPromisePorts = <Tx>(
  ports: BulkContactsPorts<Tx>,
): Layer.Layer<BulkCreatePorts | IdempotencyRecords> => Layer.succeedContext(promisePortsContext(ports))

export const promisePortsContext = <Tx>({
  transaction,
  accounts,
  contactTypes,
  contacts,
  idempotencyRecords,
}: BulkContactsPorts<Tx>): Context.Context<BulkCreatePorts | IdempotencyRecords> => {
  const transactions = new PromiseTransactions(transaction)
  const missing = <Id extends string>(ids: ReadonlyArray<Id>, find: (tx: Tx) => PromiseLike<Iterable<string>>) =>
    Effect.map(transactions.call(find), (existing) => {
      const found = new Set(existing)
      return ids.filter((id) => !found.has(id))
    })
  return Context.make(UnitOfWork, { atomically: (effect) => transactions.atomically(effect) }).pipe(
    Context.add(Accounts, {
      missing: (organizationId, ids) => missing(ids, (tx) => accounts.findExisting(tx, organizationId, ids)),
    }),
    Context.add(ContactTypes, {
      missing: (organizationId, ids) => missing(ids, (tx) => contactTypes.findExisting(tx, organizationId, ids)),
      default: (organizationId) =>
        Effect.map(
          transactions.call((tx) => contactTypes.findDefault(tx, organizationId)),
          (id) => Option.map(Option.fromNullishOr(id), (id) => ContactTypeId.make(id)),
        ),
    }),
    Context.add(Contacts, {
      findByEmail: (organizationId, emails) =>
        Effect.map(
          transactions.call((tx) => contacts.findByEmail(tx, organizationId, emails)),
          (owners) => {
            const ids = new Map(Array.from(owners, ({ email, id }) => [email, id]))
            return new Map(
              emails.flatMap((email) => {
                const id = ids.get(email)
                return id === undefined ? [] : [[email, ContactId.make(id)] as const]
              }),
            )
          },
        ),
      insertNew: (organizationId, newContacts) =>
        transactions.call((tx) => contacts.insertNew(tx, organizationId, newContacts)),
    }),
    Context.add(IdempotencyRecords, recordsService(idempotencyRecords ?? noRecords, transactions)),
  )
}

const recordsService = <Tx>(records: IdempotencyRecordsPort<Tx>, transactions: PromiseTransactions<Tx>) =>
  IdempotencyRecords.of({
    find: Effect.fnUntraced(function* (organizationId, key, since) {
      const claimed = yield* transactions.call((tx) => records.claim(tx, organizationId, key))
      if (!claimed) return yield* new IdempotencyKeyInUse()
      const found = yield* transactions.call((tx) => records.find(tx, organizationId, key, since))
      // The use case made this result; that its ids are ids was lost on the way through plain data only.
      return Option.map(Option.fromNullishOr(found), (record) => ({
        ...record,
        result: record.result as BulkCreateResult,
      }))
    }),
    store: (organizationId, key, record) =>
      Effect.asVoid(transactions.call((tx) => records.store(tx, organizationId, key, record))),
    removeOlderThan: (date) => transactions.call((tx) => records.removeOlderThan(tx, date)),
  })

const withoutRecords = async (): Promise<never> => {
  throw new Error("Idempotency keys need the port `idempotencyRecords`")
}

const noRecords: IdempotencyRecordsPort<unknown> = {
  claim: withoutRecords,
  find: withoutRecords,
  store: withoutRecords,
  removeOlderThan: withoutRecords,
}
