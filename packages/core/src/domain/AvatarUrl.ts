import * as Result from "effect/Result"
import { MAX_DOMAIN, MAX_RAW_URL, MAX_URL } from "./limits.ts"
import { type Normalized, reject } from "./Rejection.ts"
import { isLongerThan, rejectUnstorable, tooLong, trim } from "./Text.ts"

/**
 * What nearly every URL looks like: a host of ASCII labels whose top-level domain consists of letters, and no port.
 * After the host, the URL parser accepts every ASCII character.
 */
const commonUrl = /^https?:\/\/(?:(?!xn--)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}(?:[/?#][!-~]*)?$/i

const httpScheme = /^https?:\/\//i
const whiteSpaceOrControl = /[\s\p{Cc}]/u

/** An absolute http(s) URL, trimmed and otherwise unchanged. Empty is absent: null. Idempotent. */
export const normalizeAvatarUrl = (input: string): Normalized<string | null> => {
  if (input.length <= MAX_URL && commonUrl.test(input)) return Result.succeed(input)
  if (input.length > MAX_RAW_URL) return tooLong(MAX_URL)
  const unstorable = rejectUnstorable(input)
  if (unstorable !== null) return unstorable
  const url = trim(input)
  if (url === "") return Result.succeed(null)
  if (isLongerThan(url, MAX_URL)) return tooLong(MAX_URL)
  // The URL parser would forgive white space and control characters, by dropping or escaping them.
  if (!httpScheme.test(url) || whiteSpaceOrControl.test(url) || hasEndlessHost(url) || !URL.canParse(url)) {
    return reject("invalid_url", "must be an absolute http or https URL")
  }
  return Result.succeed(url)
}

const asciiHost = /^[!-$&-~]*$/

/** Whether the host is one whose conversion to ASCII would take long, and is too long for a name anyway. */
const hasEndlessHost = (url: string): boolean => {
  const [, host = ""] = /^https?:\/\/(?:[^/?#\\]*@)?([^/?#\\]*)/i.exec(url) ?? []
  return host.length > MAX_DOMAIN && !asciiHost.test(host)
}
