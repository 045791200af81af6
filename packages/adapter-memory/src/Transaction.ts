import type {
  Contact,
  ContactId,
  EmailAddress,
  IdempotencyRecord,
  NewContact,
  OrganizationId,
} from "@bulk-contacts/core"
import { Context, Effect, Semaphore } from "effect"
import { organizationState, type State } from "./state.ts"

/** Contacts that are not committed yet, beside the state they will be added to. */
export class Transaction {
  readonly #state: State
  #pending = new Map<OrganizationId, Map<EmailAddress, Contact>>()
  #records = new Map<string, IdempotencyRecord>()

  constructor(state: State) {
    this.#state = state
  }

  ownerOf(organizationId: OrganizationId, email: EmailAddress): ContactId | undefined {
    return (
      this.#pending.get(organizationId)?.get(email)?.id ??
      this.#state.organizations.get(organizationId)?.owners.get(email)
    )
  }

  /** Inserts those whose email is free, and answers how many these were. */
  insertNew(organizationId: OrganizationId, contacts: ReadonlyArray<NewContact>): number {
    let inserted = 0
    for (const contact of contacts) {
      if (this.ownerOf(organizationId, contact.email) !== undefined) continue
      this.#insert(organizationId, contact)
      inserted++
    }
    return inserted
  }

  #insert(organizationId: OrganizationId, contact: NewContact): void {
    const contacts = this.#pending.get(organizationId) ?? new Map<EmailAddress, Contact>()
    this.#pending.set(organizationId, contacts)
    contacts.set(contact.email, {
      ...contact,
      // The caller keeps its objects, and may change them.
      accountIds: [...contact.accountIds],
      customFieldValues: structuredClone(contact.customFieldValues),
      metadata: structuredClone(contact.metadata),
      updatedAt: contact.createdAt,
      deletedAt: null,
    })
  }

  recordOf(key: string): IdempotencyRecord | undefined {
    return this.#records.get(key) ?? this.#state.records.get(key)
  }

  record(key: string, record: IdempotencyRecord): void {
    this.#records.set(key, record)
  }

  /** Marks this moment; what it answers takes the transaction back to it. */
  savepoint(): () => void {
    const pending = new Map([...this.#pending].map(([id, contacts]) => [id, new Map(contacts)]))
    const records = new Map(this.#records)
    return () => {
      this.#pending = pending
      this.#records = records
    }
  }

  commit(): void {
    for (const [key, record] of this.#records) this.#state.records.set(key, record)
    for (const [organizationId, contacts] of this.#pending) {
      const organization = organizationState(this.#state, organizationId)
      for (const contact of contacts.values()) {
        organization.contacts.set(contact.id, contact)
        organization.owners.set(contact.email, contact.id)
      }
    }
  }
}

/** The transaction that the current fiber is in. */
const CurrentTransaction = Context.Reference<{ readonly state: State; readonly transaction: Transaction } | null>(
  "@bulk-contacts/adapter-memory/CurrentTransaction",
  { defaultValue: () => null },
)

/** Runs transactions on one state, one at a time: what one has read cannot change under it. */
export class Transactions {
  readonly #state: State
  readonly #lock = Semaphore.makeUnsafe(1)

  constructor(state: State) {
    this.#state = state
  }

  /** Runs `body` in the current transaction of this state, or else in one of its own. */
  run<A, E, R>(body: (transaction: Transaction) => Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
    return Effect.flatMap(CurrentTransaction, (current) =>
      current?.state === this.#state ? body(current.transaction) : this.#lock.withPermit(this.#runOwn(body)),
    )
  }

  /** Like `run`, and what `effect` stores is not stored when it fails, though the transaction around it goes on. */
  atomically<A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
    return this.run((transaction) => {
      const rollBack = transaction.savepoint()
      return Effect.onError(effect, () => Effect.sync(rollBack))
    })
  }

  #runOwn<A, E, R>(body: (transaction: Transaction) => Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
    return Effect.suspend(() => {
      const transaction = new Transaction(this.#state)
      return body(transaction).pipe(
        Effect.provideService(CurrentTransaction, { state: this.#state, transaction }),
        Effect.tap(() => Effect.sync(() => transaction.commit())),
      )
    })
  }
}
