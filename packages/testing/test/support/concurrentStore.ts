import type { BulkContactsPorts, Contact, IdempotencyRecord, NewContact } from "@bulk-contacts/core/promise"
import { layerPromiseStore } from "@bulk-contacts/testing"

/** What may be wrong with it. */
export interface Faults {
  /** A transaction sees what there was when it first read. */
  readonly repeatableRead?: boolean
  /** A connection keeps the locks of keys when its transaction ends. */
  readonly keepsKeyLocks?: boolean
}

interface Tx {
  readonly connection: number
  readonly inserted: Map<string, NewContact>
  snapshot?: ReadonlyMap<string, NewContact>
}

/**
 * A store whose transactions run at the same time, each on a connection of a pool, like those of a database: as much of
 * one as the tests of isolation and of the locks of keys need.
 */
export const concurrentStore = ({ repeatableRead = false, keepsKeyLocks = false }: Faults = {}) => {
  const committed = new Map<string, NewContact>()
  const idle = [0, 1, 2, 3]
  const keyLocks = new Map<string, number>()
  const records = new Map<string, IdempotencyRecord>()

  const end = (tx: Tx) => {
    idle.push(tx.connection)
    if (keepsKeyLocks) return
    for (const [key, connection] of keyLocks) if (connection === tx.connection) keyLocks.delete(key)
  }
  const emailKey = (organization: string, email: string) => `${organization} ${email}`
  const visible = (tx: Tx): ReadonlyMap<string, NewContact> => {
    if (repeatableRead) tx.snapshot ??= new Map(committed)
    return new Map([...(tx.snapshot ?? committed), ...tx.inserted])
  }

  const ports: BulkContactsPorts<Tx> = {
    transaction: async (run) => {
      const connection = idle.pop()
      if (connection === undefined) throw new Error("The pool has no connection")
      const tx: Tx = { connection, inserted: new Map() }
      try {
        await run(tx)
        for (const [key, contact] of tx.inserted) committed.set(key, contact)
      } finally {
        end(tx)
      }
    },
    accounts: { findExisting: async () => [] },
    contactTypes: { findExisting: async (_tx, _organization, ids) => ids, findDefault: async () => "CT1" },
    contacts: {
      findByEmail: async (tx, organization, emails) => {
        const contacts = visible(tx)
        return emails.flatMap((email) => contacts.get(emailKey(organization, email)) ?? [])
      },
      // A unique index looks at what is committed, whatever the transaction sees.
      insertNew: async (tx, organization, contacts) => {
        const isFree = ({ email }: NewContact) =>
          !committed.has(emailKey(organization, email)) && !tx.inserted.has(emailKey(organization, email))
        const free = contacts.filter(isFree)
        for (const contact of free) tx.inserted.set(emailKey(organization, contact.email), contact)
        return free.length
      },
    },
    idempotencyRecords: {
      claim: async ({ connection }, organization, key) => {
        const holder = keyLocks.get(`${organization} ${key}`)
        if (holder !== undefined) return holder === connection
        keyLocks.set(`${organization} ${key}`, connection)
        return true
      },
      find: async (_tx, organization, key) => records.get(`${organization} ${key}`),
      store: async (_tx, organization, key, record) => records.set(`${organization} ${key}`, record),
      removeOlderThan: async () => 0,
    },
  }
  const nothing = async () => {}
  return layerPromiseStore(ports, {
    createOrganization: nothing,
    createAccount: nothing,
    deleteAccount: nothing,
    createContactType: nothing,
    deleteContactType: nothing,
    deleteContact: nothing,
    contacts: async (organization) =>
      Array.from(committed)
        .filter(([key]) => key.startsWith(`${organization} `))
        .map(([, contact]): Contact => ({ ...contact, updatedAt: contact.createdAt, deletedAt: null })),
  })
}
