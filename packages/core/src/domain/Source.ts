import * as Result from "effect/Result"
import { MAX_RAW_TEXT, MAX_TEXT } from "./limits.ts"
import type { Normalized } from "./Rejection.ts"
import { isLongerThan, rejectUnstorable, tooLong, trim } from "./Text.ts"

/** Where a contact comes from (`Slack`), trimmed. Empty is absent: null. Idempotent. */
export const normalizeSource = (input: string): Normalized<string | null> => {
  if (input.length > MAX_RAW_TEXT) return tooLong(MAX_TEXT)
  const unstorable = rejectUnstorable(input)
  if (unstorable !== null) return unstorable
  const source = trim(input)
  if (source === "") return Result.succeed(null)
  return isLongerThan(source, MAX_TEXT) ? tooLong(MAX_TEXT) : Result.succeed(source)
}
