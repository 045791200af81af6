import type {
  AccountId,
  Contact,
  ContactId,
  EmailAddress,
  IdempotencyRecord,
  NewContact,
  OrganizationId,
} from "@bulk-contacts/core"
import { Context, Effect, Exit, Semaphore } from "effect"
import { type OrganizationState, organizationState, type State } from "./state.ts"

/** What is inserted in a unit of work, and is not committed yet. */
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

  /** Inserts those whose email is free, and answers how many these were. */
  insertNew(organizationId: OrganizationId, contacts: ReadonlyArray<NewContact>): number {
    const organization = organizationState(this.#state, organizationId)
    const inserted = this.#inserted.get(organization) ?? []
    this.#inserted.set(organization, inserted)
    const before = inserted.length
    const copy = copier()
    for (const given of contacts) {
      if (organization.owners.has(given.email)) continue
      const contact = copy(given)
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

  /** Marks this moment; what it answers takes the transaction back to it. */
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

/** Copies the contacts of one call: the caller keeps its objects, and may change them. A list that they share stays shared. */
const copier = () => {
  let accountIds: { readonly given: ReadonlyArray<AccountId>; readonly copy: ReadonlyArray<AccountId> } | undefined
  return (contact: NewContact): Contact => {
    if (accountIds?.given !== contact.accountIds) {
      accountIds = { given: contact.accountIds, copy: [...contact.accountIds] }
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
      const rollBack = transaction.savepoint()
      return body(transaction).pipe(
        Effect.provideService(CurrentTransaction, { state: this.#state, transaction }),
        Effect.onExit((exit) => Effect.sync(() => (Exit.isSuccess(exit) ? transaction.commit() : rollBack()))),
      )
    })
  }
}
