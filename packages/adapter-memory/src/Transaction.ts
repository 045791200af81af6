import type {
  AccountId,
  Contact,
  ContactId,
  EmailAddress,
  IdempotencyRecord,
  NewContact,
  OrganizationId,
} from "@bulk-contacts/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Semaphore from "effect/Semaphore"
import { type OrganizationState, organizationState, type State } from "./state.ts"

/**
 * A transaction. Transactions run one at a time, so it inserts emails into the shared state directly, and keeps a list of
 * its inserts to undo them: copying the state for each transaction would take time that grows with the store.
 */
export class Transaction {
  readonly #state: State
  readonly #inserted = new Map<OrganizationState, Array<Contact>>()
  #records = new Map<string, IdempotencyRecord>()

  constructor(state: State) {
    this.#state = state
  }

  ownerOf(organizationId: OrganizationId, email: EmailAddress): ContactId | undefined {
    return this.#state.organizations.get(organizationId)?.owners.get(email)?.id
  }

  /** Inserts the contacts whose email no active contact has, and returns their number. */
  insertNew(organizationId: OrganizationId, contacts: ReadonlyArray<NewContact>): number {
    const organization = organizationState(this.#state, organizationId)
    const inserted = this.#inserted.get(organization) ?? []
    this.#inserted.set(organization, inserted)
    const before = inserted.length
    const copy = makeCopy()
    for (const newContact of contacts) {
      if (organization.owners.has(newContact.email)) continue
      const contact = copy(newContact)
      organization.owners.set(contact.email, contact)
      inserted.push(contact)
    }
    return inserted.length - before
  }

  recordOf(key: string): IdempotencyRecord | undefined {
    return this.#records.get(key) ?? this.#state.records.get(key)
  }

  record(key: string, record: IdempotencyRecord): void {
    this.#records.set(key, record)
  }

  /** Returns a function that undoes what the transaction does after this call. */
  savepoint(): () => void {
    const counts = new Map(Array.from(this.#inserted, ([organization, { length }]) => [organization, length]))
    const records = new Map(this.#records)
    return () => {
      for (const [organization, inserted] of this.#inserted) {
        for (const { email } of inserted.splice(counts.get(organization) ?? 0)) organization.owners.delete(email)
      }
      this.#records = records
    }
  }

  commit(): void {
    for (const [key, record] of this.#records) this.#state.records.set(key, record)
    for (const [{ contacts }, inserted] of this.#inserted) for (const contact of inserted) contacts.push(contact)
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

/** Runs transactions on one state, one at a time, so that nothing changes between a transaction's reads and writes. */
export class Transactions {
  readonly #state: State
  readonly #lock = Semaphore.makeUnsafe(1)

  constructor(state: State) {
    this.#state = state
  }

  /** Runs `body` in the current transaction of this state, or in a new one if there is none. */
  run<A, E, R>(body: (transaction: Transaction) => Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
    return Effect.flatMap(CurrentTransaction, (current) =>
      current?.state === this.#state ? body(current.transaction) : this.#lock.withPermit(this.#runOwn(body)),
    )
  }

  /** Like `run`; but if `effect` fails inside another transaction, only its own writes are undone, and the other continues. */
  atomically<A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
    return this.run((transaction) => {
      const rollBack = transaction.savepoint()
      return Effect.onError(effect, () => Effect.sync(rollBack))
    })
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
