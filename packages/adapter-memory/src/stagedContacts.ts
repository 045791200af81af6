import { type EmailAddress, type NewContact, StagedContacts, type StagedOwner } from "@bulk-contacts/core"
import { Effect, Stream } from "effect"
import type { Transaction, Transactions } from "./Transaction.ts"

/** The port in memory: what waits on a stage is held by it. */
export const makeStagedContacts = (transactions: Transactions) =>
  StagedContacts.of({
    open: (organizationId) =>
      Effect.sync(() => {
        const staged: Array<NewContact> = []
        let owners: ReadonlyArray<StagedOwner> = []
        const inTransaction = <A>(body: (transaction: Transaction) => A) =>
          transactions.run((transaction) => Effect.sync(() => body(transaction)))
        return {
          add: (contacts) =>
            Effect.sync(() => {
              for (const contact of contacts) staged.push(contact)
            }),
          insertNew: inTransaction((transaction) => transaction.insertNew(organizationId, staged)),
          countNew: inTransaction((transaction) => {
            const emails = new Set(staged.map(({ email }) => email))
            return [...emails].filter((email) => transaction.ownerOf(organizationId, email) === undefined).length
          }),
          noteOwners: inTransaction((transaction) => {
            const firsts = new Map<EmailAddress, number>()
            owners = staged.map(({ email, id }, place) => {
              const first = firsts.get(email) ?? place
              firsts.set(email, first)
              return { email, planned: id, first, owner: transaction.ownerOf(organizationId, email) ?? null }
            })
          }),
          owners: Stream.suspend(() => Stream.fromIterable(owners)),
        }
      }),
  })
