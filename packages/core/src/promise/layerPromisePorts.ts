import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { makeMemoryStagedContacts } from "../bulkCreate/memoryStagedContacts.ts"
import { IdempotencyKeyInUse } from "../domain/errors.ts"
import { ContactTypeId } from "../domain/Identifiers.ts"
import type { Import } from "../domain/Import.ts"
import { withoutIdempotencyRecords } from "../idempotency/layerWithoutIdempotencyRecords.ts"
import { Accounts } from "../ports/Accounts.ts"
import { Contacts } from "../ports/Contacts.ts"
import { ContactTypes } from "../ports/ContactTypes.ts"
import { IdempotencyRecords, type StoredResult } from "../ports/IdempotencyRecords.ts"
import { Imports } from "../ports/Imports.ts"
import { Organizations } from "../ports/Organizations.ts"
import { StagedContacts } from "../ports/StagedContacts.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { BulkCreateStreamPorts } from "../streams/bulkCreateContactStream.ts"
import type { BulkContactsPorts, BulkContactsPortsWithKeys, IdempotencyRecordsPort, ImportsPort } from "./Ports.ts"
import { PromiseTransactions } from "./PromiseTransactions.ts"
import {
  defaultId,
  existingIds,
  foundRecord,
  isClaimed,
  listedImports,
  ownerIds,
  storedCount,
  undoneImport,
} from "./portAnswers.ts"
import { addReaders } from "./readerServices.ts"
import { missingIdempotencyRecords, requirePorts } from "./requirePorts.ts"

/** The ports that plain async functions provide. */
export type PromisePorts = BulkCreateStreamPorts

/**
 * A store's ports as a layer, made from plain async functions. `idempotencyRecords` is required too, because any client of
 * an HTTP API may send an idempotency key. With `imports`, the layer has the port `Imports`. Throws a `TypeError` that names
 * the ports that are missing.
 *
 * Streams are staged in memory. A nested unit of work has no savepoint: if it alone fails, its changes are not undone.
 */
export const layerPromisePorts = <Tx>(ports: BulkContactsPortsWithKeys<Tx>): Layer.Layer<PromisePorts> => {
  if (ports.idempotencyRecords === undefined) throw missingIdempotencyRecords()
  return Layer.succeedContext(promisePortsContext(ports))
}

/** Without `idempotencyRecords`, a bulk create with an idempotency key is a defect. Throws if another port is missing. */
export const promisePortsContext = <Tx>(ports: BulkContactsPorts<Tx>): Context.Context<PromisePorts> => {
  requirePorts(ports)
  const { transaction, organizations, accounts, contactTypes, contacts, idempotencyRecords, imports } = ports
  const transactions = new PromiseTransactions(transaction)
  const contactsService = Contacts.of({
    findByEmail: (organizationId, emails) =>
      Effect.map(
        transactions.call((tx) => contacts.findByEmail(tx, organizationId, emails)),
        (answer) => ownerIds(emails, answer),
      ),
    insertNew: (organizationId, newContacts) =>
      Effect.map(
        transactions.call((tx) => contacts.insertNew(tx, organizationId, newContacts)),
        (count) => storedCount(newContacts.length, count),
      ),
  })
  const missing = <Id extends string>(
    port: string,
    ids: ReadonlyArray<Id>,
    find: (tx: Tx) => PromiseLike<Iterable<string>>,
  ) =>
    Effect.map(transactions.call(find), (answer) => {
      const existing = existingIds(port, answer)
      return ids.filter((id) => !existing.has(id))
    })
  const context = Context.make(UnitOfWork, { atomically: (effect) => transactions.atomically(effect) }).pipe(
    Context.add(Accounts, {
      missing: (organizationId, ids) =>
        missing("accounts.findExisting", ids, (tx) => accounts.findExisting(tx, organizationId, ids)),
    }),
    Context.add(ContactTypes, {
      missing: (organizationId, ids) =>
        missing("contactTypes.findExisting", ids, (tx) => contactTypes.findExisting(tx, organizationId, ids)),
      default: (organizationId) =>
        Effect.map(
          transactions.call((tx) => contactTypes.findDefault(tx, organizationId)),
          (answer) => Option.map(Option.fromUndefinedOr(defaultId(answer)), (id) => ContactTypeId.make(id)),
        ),
    }),
    Context.add(
      Organizations,
      organizations === undefined
        ? null
        : { exists: (organizationId) => transactions.call((tx) => organizations.exists(tx, organizationId)) },
    ),
    Context.add(Contacts, contactsService),
    Context.add(StagedContacts, makeMemoryStagedContacts(contactsService)),
    Context.add(
      IdempotencyRecords,
      idempotencyRecords === undefined ? withoutIdempotencyRecords() : recordsService(idempotencyRecords, transactions),
    ),
  )
  const withReaders = addReaders(context, ports, transactions)
  return imports === undefined ? withReaders : Context.add(withReaders, Imports, importsService(imports, transactions))
}

const recordsService = <Tx>(records: IdempotencyRecordsPort<Tx>, transactions: PromiseTransactions<Tx>) => {
  const read: IdempotencyRecords["Service"]["read"] = (organizationId, key, since) =>
    Effect.map(
      transactions.call((tx) => records.find(tx, organizationId, key, since)),
      (found) =>
        // The use case made this result. Only the brands of its ids were lost when it became plain data.
        Option.map(Option.fromUndefinedOr(foundRecord(found)), (record) => ({
          ...record,
          result: record.result as StoredResult,
        })),
    )
  return IdempotencyRecords.of({
    claims: new Set(),
    read,
    find: Effect.fnUntraced(function* (organizationId, key, since) {
      const claimed = yield* transactions.call((tx) => records.claim(tx, organizationId, key))
      if (!isClaimed(claimed)) return yield* new IdempotencyKeyInUse()
      return yield* read(organizationId, key, since)
    }),
    store: (organizationId, key, record) =>
      Effect.asVoid(transactions.call((tx) => records.store(tx, organizationId, key, record))),
    removeOfImport: (organizationId, key, importId) =>
      Effect.asVoid(transactions.call(async (tx) => records.removeOfImport?.(tx, organizationId, key, importId))),
    removeOlderThan: (date) => transactions.call((tx) => records.removeOlderThan(tx, date)),
  })
}

const importsService = <Tx>(imports: ImportsPort<Tx>, transactions: PromiseTransactions<Tx>) =>
  Imports.of({
    record: (organizationId, newImport) =>
      Effect.asVoid(transactions.call((tx) => imports.record(tx, organizationId, newImport))),
    undo: (organizationId, id, now) =>
      Effect.map(
        transactions.call((tx) => imports.undo(tx, organizationId, id, now)),
        (answer) => Option.fromUndefinedOr(undoneImport(answer)),
      ),
    list: (organizationId, page) =>
      Effect.map(
        transactions.call((tx) => imports.list(tx, organizationId, page)),
        // The use case made their ids, which only lost their brands.
        (answer) => listedImports(answer) as ReadonlyArray<Import>,
      ),
  })
