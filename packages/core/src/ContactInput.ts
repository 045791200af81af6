import { Predicate, Result } from "effect"
import type { UncheckedFields } from "./FieldReader.ts"
import type { JsonObject } from "./Json.ts"
import { parseMailbox } from "./Mailbox.ts"
import { splitDisplayName } from "./PersonName.ts"
import type { Problem } from "./Problem.ts"

/** The object form of a contact. `null` is absent. A property that is not named here is refused. */
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

export const contactFields: ReadonlySet<string> = new Set<keyof ContactFields>([
  "email",
  "firstName",
  "lastName",
  "phoneNumber",
  "avatarUrl",
  "source",
  "contactType",
  "accountIds",
  "customFieldValues",
  "metadata",
])

/** Brings each of the four forms to the object form. */
export const parseContactInput = (input: unknown): Result.Result<UncheckedFields, Problem> => {
  if (typeof input === "string") return parseText(input.trim())
  if (Predicate.isObject(input)) return Result.succeed(input)
  return refuse("contacts", "must be a string or an object")
}

const parseText = (text: string): Result.Result<UncheckedFields, Problem> => {
  if (isJsonText(text)) return parseJsonText(text)
  // Only a mailbox can end like this; everything else is judged as an address.
  if (!text.endsWith(">") && !text.endsWith(")")) return Result.succeed({ email: text })
  const mailbox = parseMailbox(text)
  if (mailbox === null)
    return refuse("email", "must be an email address or a mailbox like Ada Lovelace <ada@example.com>")
  return Result.succeed({ email: mailbox.address, ...splitDisplayName(mailbox.displayName) })
}

/** `{` may begin an address too, but then no `}` ends it and no quote follows. */
const isJsonText = (text: string): boolean => text.startsWith("{") && (text.endsWith("}") || /^\{\s*"/.test(text))

const parseJsonText = (text: string): Result.Result<UncheckedFields, Problem> => {
  try {
    return Result.succeed(JSON.parse(text))
  } catch {
    return refuse("contacts", "must be valid JSON where it is JSON text")
  }
}

const refuse = (field: string, message: string): Result.Result<never, Problem> => Result.fail({ field, message })
