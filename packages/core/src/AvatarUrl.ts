import { Result } from "effect"
import { isLongerThan, isStorable, notStorable } from "./Text.ts"

const MAX_CHARACTERS = 2048

const httpScheme = /^https?:\/\//i
const whiteSpaceOrControl = /[\s\p{Cc}]/u

/** An absolute http(s) URL, trimmed and otherwise as it was given. Empty is absent: null. Idempotent. */
export const normalizeAvatarUrl = (input: string): Result.Result<string | null, string> => {
  if (!isStorable(input)) return Result.fail(notStorable)
  const url = input.trim()
  if (url === "") return Result.succeed(null)
  if (isLongerThan(url, MAX_CHARACTERS)) return Result.fail(`must be at most ${MAX_CHARACTERS} characters long`)
  // The URL parser would forgive both, by dropping or escaping them.
  if (!httpScheme.test(url) || whiteSpaceOrControl.test(url) || !URL.canParse(url)) {
    return Result.fail("must be an absolute http or https URL")
  }
  return Result.succeed(url)
}
