import type { EmailAddress } from "./EmailAddress.ts"
import type { AccountId, ContactId, ContactTypeId, ImportId } from "./Identifiers.ts"
import type { JsonObject } from "./JsonObject.ts"

/** The normalized values of a contact, without its references. An absent value is null. */
export interface ContactDetails {
  readonly email: EmailAddress
  readonly firstName: string
  readonly lastName: string | null
  /** In E.164 format. */
  readonly phoneNumber: string | null
  readonly avatarUrl: string | null
  readonly source: string | null
  readonly customFieldValues: ReadonlyArray<JsonObject> | null
  readonly metadata: JsonObject | null
}

/** A complete contact, ready to be stored. */
export interface NewContact extends ContactDetails {
  readonly id: ContactId
  readonly contactType: ContactTypeId
  /** Distinct, possibly none. */
  readonly accountIds: ReadonlyArray<AccountId>
  /** The import that creates it, or null. */
  readonly importId: ImportId | null
  readonly createdAt: Date
}

/** A contact in a store. */
export interface Contact extends NewContact {
  readonly updatedAt: Date
  /** When it was soft-deleted, or null. A soft-deleted contact does not occupy its email. */
  readonly deletedAt: Date | null
}
