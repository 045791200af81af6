import { Result } from "effect"
import { type Normalized, reject } from "./Rejection.ts"
import { isLongerThan, isStorable, notStorable, tooLong } from "./Text.ts"

const MAX_CHARACTERS = 2048

/**
 * What nearly every URL looks like: a host of ASCII labels whose top-level domain is of letters, and no port. Behind that, the
 * URL parser takes every ASCII character.
 */
const commonUrl = /^https?:\/\/(?:(?!xn--)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}(?:[/?#][!-~]*)?$/i

const httpScheme = /^https?:\/\//i
const whiteSpaceOrControl = /[\s\p{Cc}]/u

/** An absolute http(s) URL, trimmed and otherwise as it was given. Empty is absent: null. Idempotent. */
export const normalizeAvatarUrl = (input: string): Normalized<string | null> => {
  if (input.length <= MAX_CHARACTERS && commonUrl.test(input)) return Result.succeed(input)
  if (!isStorable(input)) return notStorable
  const url = input.trim()
  if (url === "") return Result.succeed(null)
  if (isLongerThan(url, MAX_CHARACTERS)) return tooLong(MAX_CHARACTERS)
  // The URL parser would forgive both, by dropping or escaping them.
  if (!httpScheme.test(url) || whiteSpaceOrControl.test(url) || !URL.canParse(url)) {
    return reject("invalid_url", "must be an absolute http or https URL")
  }
  return Result.succeed(url)
}
