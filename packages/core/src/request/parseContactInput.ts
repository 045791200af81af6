import { Predicate, Result } from "effect"
import { CONTACT_JSON } from "../domain/limits.ts"
import { parseMailbox } from "../domain/Mailbox.ts"
import { splitDisplayName } from "../domain/PersonName.ts"
import type { Problem } from "../domain/Problem.ts"
import type { ProblemCode } from "../domain/ProblemCode.ts"
import type { ContactFields } from "./BulkCreateRequest.ts"
import type { UncheckedFields } from "./FieldReader.ts"
import { parseJson } from "./parseJson.ts"

/** An object, because the compiler accepts a list that lacks a field. */
const fields: { readonly [field in keyof ContactFields]-?: true } = {
  email: true,
  firstName: true,
  lastName: true,
  phoneNumber: true,
  avatarUrl: true,
  source: true,
  contactType: true,
  accountIds: true,
  customFieldValues: true,
  metadata: true,
}

export const contactFields: ReadonlySet<string> = new Set(Object.keys(fields))

/** Brings each of the four forms to the object form. */
export const parseContactInput = (input: unknown): Result.Result<UncheckedFields, Problem> => {
  if (typeof input === "string") return parseText(input.trim())
  if (Predicate.isObject(input)) return Result.succeed(input)
  return refuse("contacts", "wrong_type", "must be a string or an object")
}

const parseText = (text: string): Result.Result<UncheckedFields, Problem> => {
  if (isJsonText(text)) return parseJsonText(text)
  // Only a mailbox can end like this; everything else is judged as an address.
  if (!text.endsWith(">") && !text.endsWith(")")) return Result.succeed({ email: text })
  const mailbox = parseMailbox(text)
  if (mailbox === null)
    return refuse("email", "invalid_email", "must be an email address or a mailbox like Ada Lovelace <ada@example.com>")
  return Result.succeed({ email: mailbox.address, ...splitDisplayName(mailbox.displayName) })
}

/** `{` may begin an address too, but then no `}` ends it and no quote follows. */
const isJsonText = (text: string): boolean => text.startsWith("{") && (text.endsWith("}") || /^\{\s*"/.test(text))

/** Text that begins with `{` is parsed to an object, or not at all. */
const parseJsonText = (text: string): Result.Result<UncheckedFields, Problem> =>
  Result.mapBoth(parseJson(text, CONTACT_JSON), {
    onSuccess: (value) => value as UncheckedFields,
    onFailure: ({ code, message }): Problem => ({
      field: "contacts",
      code,
      message: code === "invalid_json" ? `looks like JSON but ${message}` : message,
    }),
  })

const refuse = (field: string, code: ProblemCode, message: string): Result.Result<never, Problem> =>
  Result.fail({ field, code, message })
