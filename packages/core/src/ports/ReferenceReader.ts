import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { StoreFailure } from "../domain/errors.ts"
import type { AccountId, ContactTypeId, OrganizationId } from "../domain/Identifiers.ts"

/** An account, for choosing it. */
export interface ListedAccount {
  readonly id: AccountId
  /** The id, if the store has no names. */
  readonly name: string
}

/** A contact type, for choosing it. */
export interface ListedContactType {
  readonly id: ContactTypeId
  /** The id, if the store has no names. */
  readonly name: string
  /** Whether contacts get this type if none is given. */
  readonly isDefault: boolean
}

/** Which page of a list of references to read. */
export interface ReferenceQuery {
  /** The last id of the page before this one; null for the first page. */
  readonly after: string | null
  /** How many to return at most: at least 1. */
  readonly limit: number
}

/** Reads what new contacts of the organization can refer to. A bulk create does not need it, and a store may lack it. */
export class ReferenceReader extends Context.Service<
  ReferenceReader,
  {
    /** Reads the accounts that are not closed, by id in an order of the store's own. Takes one round trip. */
    readonly accounts: (
      organizationId: OrganizationId,
      query: ReferenceQuery,
    ) => Effect.Effect<ReadonlyArray<ListedAccount>, StoreFailure>

    /** Reads the contact types that are not closed, by id in an order of the store's own. Takes one round trip. */
    readonly contactTypes: (
      organizationId: OrganizationId,
      query: ReferenceQuery,
    ) => Effect.Effect<ReadonlyArray<ListedContactType>, StoreFailure>
  }
>()("@bulk-contacts/core/ports/ReferenceReader") {}
