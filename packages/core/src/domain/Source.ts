import { Result } from "effect"
import { isLongerThan, isStorable, notStorable } from "./Text.ts"

const MAX_CHARACTERS = 255

/** Where a contact comes from (`Slack`), trimmed. Empty is absent: null. Idempotent. */
export const normalizeSource = (input: string): Result.Result<string | null, string> => {
  if (!isStorable(input)) return Result.fail(notStorable)
  const source = input.trim()
  if (source === "") return Result.succeed(null)
  if (isLongerThan(source, MAX_CHARACTERS)) return Result.fail(`must be at most ${MAX_CHARACTERS} characters long`)
  return Result.succeed(source)
}
