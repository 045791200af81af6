import type { EmailAddress } from "./EmailAddress.ts"
import type { AccountId, ContactId, ContactTypeId } from "./Identifiers.ts"
import type { JsonObject } from "./Json.ts"

/** A contact that is normalized and complete, ready to be stored. An absent value is null. */
export interface NewContact {
  readonly id: ContactId
  readonly email: EmailAddress
  readonly firstName: string
  readonly lastName: string | null
  /** E.164. */
  readonly phoneNumber: string | null
  readonly avatarUrl: string | null
  readonly source: string | null
  readonly contactType: ContactTypeId
  /** Each once. */
  readonly accountIds: ReadonlyArray<AccountId>
  readonly customFieldValues: ReadonlyArray<JsonObject> | null
  readonly metadata: JsonObject | null
  readonly createdAt: Date
}

/** A contact as a store keeps it. */
export interface Contact extends NewContact {
  readonly updatedAt: Date
  /** When it was soft-deleted: it then no longer owns its email. */
  readonly deletedAt: Date | null
}
