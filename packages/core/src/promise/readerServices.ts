import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { type ContactPage, ContactReader, InvalidPosition } from "../ports/ContactReader.ts"
import { type ListedAccount, type ListedContactType, ReferenceReader } from "../ports/ReferenceReader.ts"
import type { BulkContactsPorts } from "./Ports.ts"
import type { PromiseTransactions } from "./PromiseTransactions.ts"

/** Adds the ports that read, as far as the store has them. */
export const addReaders = <Services, Tx>(
  context: Context.Context<Services>,
  { contactReader, referenceReader }: BulkContactsPorts<Tx>,
  transactions: PromiseTransactions<Tx>,
): Context.Context<Services> => {
  let extended = context
  // What the store reads lacks nothing but the brands of ids.
  if (contactReader !== undefined) {
    extended = Context.add(extended, ContactReader, {
      page: (organizationId, query) =>
        Effect.flatMap(
          transactions.call((tx) => contactReader.page(tx, organizationId, query)),
          (page) => (page === null ? Effect.fail(new InvalidPosition()) : Effect.succeed(page as ContactPage)),
        ),
    })
  }
  if (referenceReader !== undefined) {
    extended = Context.add(extended, ReferenceReader, {
      accounts: (organizationId, query) =>
        Effect.map(
          transactions.call((tx) => referenceReader.accounts(tx, organizationId, query)),
          (accounts) => accounts as ReadonlyArray<ListedAccount>,
        ),
      contactTypes: (organizationId, query) =>
        Effect.map(
          transactions.call((tx) => referenceReader.contactTypes(tx, organizationId, query)),
          (types) => types as ReadonlyArray<ListedContactType>,
        ),
    })
  }
  return extended
}
