import type { JsonObject } from "../domain/JsonObject.ts"

/** The object form of a contact. `null` means absent. Any other property is rejected. */
export interface ContactFields {
  readonly email: string
  readonly firstName?: string | null | undefined
  readonly lastName?: string | null | undefined
  readonly phoneNumber?: string | null | undefined
  readonly avatarUrl?: string | null | undefined
  readonly source?: string | null | undefined
  readonly contactType?: string | null | undefined
  readonly accountIds?: ReadonlyArray<string> | string | null | undefined
  readonly customFieldValues?: ReadonlyArray<JsonObject> | null | undefined
  readonly metadata?: JsonObject | null | undefined
}

/**
 * One contact of a request: the object form, or text, which is an address (`ada@example.com`), an RFC 5322 mailbox
 * (`Ada Lovelace <ada@example.com>`) or JSON text of the object form.
 */
export type ContactInput = string | ContactFields

/** Values for contacts that do not have their own. */
export interface BulkCreateDefaults {
  readonly accountIds?: ReadonlyArray<string> | string | null | undefined
  readonly contactType?: string | null | undefined
  readonly source?: string | null | undefined
}

/**
 * What a caller asks for. `accountIds`, `contactType` and `source` are defaults: a contact's own value wins.
 * Every value is checked at run time, so that JSON from outside may be passed as it is.
 */
export interface BulkCreateRequest extends BulkCreateDefaults {
  readonly contacts: ReadonlyArray<ContactInput>
}
