import type { Contact, ContactId, EmailAddress, NewContact, OrganizationId } from "@bulk-contacts/core"
import { Context, Effect, Semaphore } from "effect"
import { organizationState, type State } from "./state.ts"

/** Contacts that are not committed yet, beside the state they will be added to. */
export class Transaction {
  readonly #state: State
  readonly #pending = new Map<OrganizationId, Map<EmailAddress, Contact>>()

  constructor(state: State) {
    this.#state = state
  }

  ownerOf(organizationId: OrganizationId, email: EmailAddress): ContactId | undefined {
    return (
      this.#pending.get(organizationId)?.get(email)?.id ??
      this.#state.organizations.get(organizationId)?.owners.get(email)
    )
  }

  insert(organizationId: OrganizationId, contact: NewContact): void {
    const contacts = this.#pending.get(organizationId) ?? new Map<EmailAddress, Contact>()
    this.#pending.set(organizationId, contacts)
    contacts.set(contact.email, {
      ...contact,
      // The caller keeps its objects, and may change them.
      customFieldValues: structuredClone(contact.customFieldValues),
      metadata: structuredClone(contact.metadata),
      updatedAt: contact.createdAt,
      deletedAt: null,
    })
  }

  commit(): void {
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
