import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import { CONTACT_JSON, MAX_CONTACT_JSON_TEXT, MAX_RAW_MAILBOX } from "../domain/limits.ts"
import type { Problem } from "../domain/Problem.ts"
import type { ProblemCode } from "../domain/ProblemCode.ts"
import { trim } from "../domain/Text.ts"
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

/** Converts each form to the object form. Text that is not JSON is an email, with or without a name. */
export const parseContactInput = (input: unknown): Result.Result<UncheckedFields, Problem> => {
  if (typeof input === "string") return parseText(input)
  if (Predicate.isObject(input)) return Result.succeed(input)
  return rejected("contacts", "wrong_type", "must be a string or an object")
}

const parseText = (input: string): Result.Result<UncheckedFields, Problem> => {
  if (input.length > MAX_CONTACT_JSON_TEXT) {
    return rejected("contacts", "too_long", `must be at most ${MAX_CONTACT_JSON_TEXT} characters long`)
  }
  // Too long: left for the limit on emails to reject, without reading it.
  if (input.length > MAX_RAW_MAILBOX && !/^\s*\{/.test(input)) return Result.succeed({ email: input })
  const text = trim(input)
  return isJsonText(text) ? parseJsonText(text) : Result.succeed({ email: text })
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

const rejected = (field: string, code: ProblemCode, message: string): Result.Result<never, Problem> =>
  Result.fail({ field, code, message })
