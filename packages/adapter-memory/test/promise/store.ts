import { makeMemoryStore } from "@bulk-contacts/adapter-memory/promise"
import type { BulkContactsPorts } from "@bulk-contacts/core/promise"

/** A store with one organization, `acme`. */
export const acmeStore = () =>
  makeMemoryStore({ id: "acme", accounts: ["A1"], contactTypes: ["CT1", "CT2"], defaultContactType: "CT1" })

/** Ports with `around` around each call except that of `transaction`. It gets the number of the call, from 0. */
export const aroundCalls = <Tx>(
  ports: Required<BulkContactsPorts<Tx>>,
  around: <A>(call: () => PromiseLike<A>, number: number) => Promise<A>,
): BulkContactsPorts<Tx> => {
  let calls = 0
  const wrap =
    <Args extends ReadonlyArray<unknown>, A>(port: (...args: Args) => PromiseLike<A>) =>
    (...args: Args): Promise<A> =>
      around(() => port(...args), calls++)
  const { removeOfImport = async () => {} } = ports.idempotencyRecords
  return {
    transaction: ports.transaction,
    accounts: { findExisting: wrap(ports.accounts.findExisting) },
    contactTypes: {
      findExisting: wrap(ports.contactTypes.findExisting),
      findDefault: wrap(ports.contactTypes.findDefault),
    },
    contacts: { findByEmail: wrap(ports.contacts.findByEmail), insertNew: wrap(ports.contacts.insertNew) },
    idempotencyRecords: {
      claim: wrap(ports.idempotencyRecords.claim),
      find: wrap(ports.idempotencyRecords.find),
      store: wrap(ports.idempotencyRecords.store),
      removeOfImport: wrap(removeOfImport),
      removeOlderThan: wrap(ports.idempotencyRecords.removeOlderThan),
    },
    imports: { record: wrap(ports.imports.record), undo: wrap(ports.imports.undo), list: wrap(ports.imports.list) },
  }
}
