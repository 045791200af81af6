import type { AccountId, ContactTypeId } from "./Identifiers.ts"

/** The accounts and contact types that a request refers to. */
export interface References {
  /** Distinct. */
  readonly accountIds: ReadonlyArray<AccountId>
  /** Distinct. */
  readonly contactTypes: ReadonlyArray<ContactTypeId>
  /** Whether a contact has no contact type, neither its own nor the request's. */
  readonly needsDefaultContactType: boolean
}
