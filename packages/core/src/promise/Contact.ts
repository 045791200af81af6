import type { JsonObject } from "../domain/Json.ts"

/** A contact that is normalized and complete, ready to be stored. An absent value is null. */
export interface NewContact {
  /** A UUID version 7: generated, time-ordered. */
  readonly id: string
  /** Normalized: two spellings of one address are the same string. Never in upper case. */
  readonly email: string
  readonly firstName: string
  readonly lastName: string | null
  /** E.164. */
  readonly phoneNumber: string | null
  readonly avatarUrl: string | null
  readonly source: string | null
  readonly contactType: string
  /** Each once. */
  readonly accountIds: ReadonlyArray<string>
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
