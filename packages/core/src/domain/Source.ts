import { Result } from "effect"
import type { Normalized } from "./Rejection.ts"
import { isLongerThan, isStorable, notStorable, tooLong } from "./Text.ts"

const MAX_CHARACTERS = 255

/** Where a contact comes from (`Slack`), trimmed. Empty is absent: null. Idempotent. */
export const normalizeSource = (input: string): Normalized<string | null> => {
  if (!isStorable(input)) return notStorable
  const source = input.trim()
  if (source === "") return Result.succeed(null)
  if (isLongerThan(source, MAX_CHARACTERS)) return tooLong(MAX_CHARACTERS)
  return Result.succeed(source)
}
