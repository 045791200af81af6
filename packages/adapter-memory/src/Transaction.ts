import {
  type AccountId,
  type Contact,
  type ContactId,
  type EmailAddress,
  FairShare,
  type IdempotencyRecord,
  type ImportId,
  type NewContact,
  type OrganizationId,
} from "@bulk-contacts/core"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { type OrganizationState, organizationState, type State, type StoredImport } from "./state.ts"

/**
 * A transaction. Transactions run one at a time, so it changes what only transactions read (emails and imports) directly,
 * and notes how to undo it: copying the state for each transaction would take time that grows with the store. The list of
 * contacts, which anyone may read, is changed by the commit.
 */
export class Transaction {
  readonly #state: State
  readonly #inserted = new Map<OrganizationState, Array<Contact>>()
  readonly #deleted = new Map<OrganizationState, Map<ContactId, Date>>()
  /** Undoes each change. */
  readonly #undo: Array<() => void> = []
  /** Null if the record was removed. */
  #records = new Map<string, IdempotencyRecord | null>()

  constructor(state: State) {
    this.#state = state
  }

  ownerOf(organizationId: OrganizationId, email: EmailAddress): ContactId | undefined {
    return this.#state.organizations.get(organizationId)?.owners.get(email)?.id
  }

  /** Inserts the contacts whose email no active contact has, and returns them. */
  insertNew(organizationId: OrganizationId, contacts: ReadonlyArray<NewContact>): ReadonlyArray<Contact> {
    const organization = organizationState(this.#state, organizationId)
    const inserted = this.#inserted.get(organization) ?? []
    this.#inserted.set(organization, inserted)
    const before = inserted.length
    this.#undo.push(() => {
      for (const { email } of inserted.splice(before)) organization.owners.delete(email)
    })
    const copy = makeCopy()
    for (const newContact of contacts) {
      if (organization.owners.has(newContact.email)) continue
      const contact = copy(newContact)
      organization.owners.set(contact.email, contact)
      inserted.push(contact)
    }
    return inserted.slice(before)
  }

  /** Soft-deletes the active contacts of an import, and returns their number. */
  deleteOfImport(organization: OrganizationState, id: ImportId, now: Date): number {
    const deleted = this.#deleted.get(organization) ?? new Map<ContactId, Date>()
    this.#deleted.set(organization, deleted)
    const contacts = [...organization.owners.values()].filter(({ importId }) => importId === id)
    for (const { email, id } of contacts) {
      organization.owners.delete(email)
      deleted.set(id, now)
    }
    this.#undo.push(() => {
      for (const contact of contacts) {
        organization.owners.set(contact.email, contact)
        deleted.delete(contact.id)
      }
    })
    return contacts.length
  }

  /** Adds or replaces an import. */
  setImport({ imports }: OrganizationState, changed: StoredImport): void {
    const before = imports.get(changed.id)
    imports.set(changed.id, changed)
    this.#undo.push(() => (before === undefined ? imports.delete(changed.id) : imports.set(changed.id, before)))
  }

  recordOf(key: string): IdempotencyRecord | undefined {
    const changed = this.#records.get(key)
    return changed === undefined ? this.#state.records.get(key) : (changed ?? undefined)
  }

  /** Stores the record of a key, or removes it. */
  record(key: string, record: IdempotencyRecord | null): void {
    this.#records.set(key, record)
  }

  /** Returns a function that undoes what the transaction does after this call. */
  savepoint(): () => void {
    const changes = this.#undo.length
    const records = new Map(this.#records)
    return () => {
      for (const undo of this.#undo.splice(changes).reverse()) undo()
      this.#records = records
    }
  }

  commit(): void {
    for (const [key, record] of this.#records) {
      if (record === null) this.#state.records.delete(key)
      else this.#state.records.set(key, record)
    }
    for (const [{ contacts }, inserted] of this.#inserted) for (const contact of inserted) contacts.push(contact)
    for (const [{ contacts }, deleted] of this.#deleted) {
      if (deleted.size === 0) continue
      contacts.forEach((contact, i) => {
        const deletedAt = deleted.get(contact.id)
        if (deletedAt !== undefined) contacts[i] = { ...contact, deletedAt }
      })
    }
  }
}

/** Makes a function that copies contacts, because callers may change theirs. Contacts that share a list share its copy. */
const makeCopy = () => {
  let accountIds: { readonly original: ReadonlyArray<AccountId>; readonly copy: ReadonlyArray<AccountId> } | undefined
  return (contact: NewContact): Contact => {
    if (accountIds?.original !== contact.accountIds) {
      accountIds = { original: contact.accountIds, copy: [...contact.accountIds] }
    }
    return {
      ...contact,
      accountIds: accountIds.copy,
      customFieldValues: contact.customFieldValues && structuredClone(contact.customFieldValues),
      metadata: contact.metadata && structuredClone(contact.metadata),
      updatedAt: contact.createdAt,
      deletedAt: null,
    }
  }
}

/** The transaction of the current fiber, and the state it belongs to. */
const CurrentTransaction = Context.Reference<{ readonly state: State; readonly transaction: Transaction } | null>(
  "@bulk-contacts/adapter-memory/CurrentTransaction",
  { defaultValue: () => null },
)

/** The lock has one holder: there are no tenants. */
const LOCK = ""

/** Transactions in memory end long before. */
const MAX_WAIT = Duration.days(1)

/** Runs transactions on one state, one at a time, so that nothing changes between a transaction's reads and writes. */
export class Transactions {
  readonly #state: State
  // Its waits work in workers too, where no request may continue another one.
  readonly #lock = new FairShare({ capacity: 1, maxWaiting: Number.POSITIVE_INFINITY })

  constructor(state: State) {
    this.#state = state
  }

  /** Runs `body` in the current transaction of this state, or in a new one if there is none. */
  run<A, E, R>(body: (transaction: Transaction) => Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
    return Effect.flatMap(CurrentTransaction, (current) =>
      current?.state === this.#state ? body(current.transaction) : this.#alone(this.#runOwn(body)),
    )
  }

  /** Like `run`; but if `effect` fails inside another transaction, only its own writes are undone, and the other continues. */
  atomically<A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
    return this.run((transaction) => {
      const rollBack = transaction.savepoint()
      return Effect.onError(effect, () => Effect.sync(rollBack))
    })
  }

  #alone<A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
    return Effect.acquireUseRelease(
      Effect.orDie(this.#lock.take(LOCK, 1, MAX_WAIT)),
      () => effect,
      () => Effect.sync(() => this.#lock.release(LOCK, 1)),
    )
  }

  #runOwn<A, E, R>(body: (transaction: Transaction) => Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
    return Effect.suspend(() => {
      const transaction = new Transaction(this.#state)
      const rollBack = transaction.savepoint()
      return body(transaction).pipe(
        Effect.provideService(CurrentTransaction, { state: this.#state, transaction }),
        Effect.onExit((exit) => Effect.sync(() => (Exit.isSuccess(exit) ? transaction.commit() : rollBack()))),
      )
    })
  }
}
