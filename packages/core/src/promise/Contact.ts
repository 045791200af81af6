import type { JsonObject } from "../domain/JsonObject.ts"

/** A complete, normalized contact, ready to be stored. An absent value is null. */
export interface NewContact {
  /** A UUID version 7 (RFC 9562): generated, time-ordered. */
  readonly id: string
  /** Normalized: all spellings of one address become the same string, in lower case. */
  readonly email: string
  readonly firstName: string
  readonly lastName: string | null
  /** In E.164 format. */
  readonly phoneNumber: string | null
  readonly avatarUrl: string | null
  readonly source: string | null
  readonly contactType: string
  /** Distinct, possibly none. */
  readonly accountIds: ReadonlyArray<string>
  /** The import that creates it, or null. Always null for a store without the port `imports`. */
  readonly importId: string | null
  readonly customFieldValues: ReadonlyArray<JsonObject> | null
  readonly metadata: JsonObject | null
  readonly createdAt: Date
}

/** A contact in a store. */
export interface Contact extends NewContact {
  readonly updatedAt: Date
  /** When it was soft-deleted, or null. A soft-deleted contact does not occupy its email. */
  readonly deletedAt: Date | null
}
