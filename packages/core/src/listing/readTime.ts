import * as Result from "effect/Result"
import { type Normalized, reject } from "../domain/Rejection.ts"

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d+))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/i

const notATime = reject(
  "invalid_value",
  "must be a date and time with an offset from UTC, such as 2026-03-01T09:00:00Z or 2026-03-01T09:00:00+01:00",
)

/**
 * Reads a time as RFC 3339 §5.6 writes it. Contacts have whole milliseconds, so the next one stands for a time between two:
 * what is at or after one is at or after the other.
 */
export const readTime = (text: string): Normalized<Date> => {
  const match = pattern.exec(text)
  if (match === null) return notATime
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const midnight = new Date(0)
  midnight.setUTCFullYear(year, month - 1, day)
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return noSuchDay(text.slice(0, 10))
  const offset = match[8] === undefined ? 0 : (match[8] === "-" ? -1 : 1) * (Number(match[9]) * 60 + Number(match[10]))
  const minutes = hour * 60 + minute - offset
  return Result.succeed(new Date(midnight.getTime() + (minutes * 60 + second) * 1000 + millisOf(match[7] ?? "")))
}

const noSuchDay = (day: string) => reject("invalid_value", `has a day that does not exist: ${day}`)

/** The milliseconds of a fraction of a second, rounded up. */
const millisOf = (fraction: string): number => {
  const whole = Number(fraction.slice(0, 3).padEnd(3, "0"))
  return /[1-9]/.test(fraction.slice(3)) ? whole + 1 : whole
}
