import { adaptedBias, BASE, INITIAL_BIAS, INITIAL_N, T_MAX, T_MIN } from "./punycodeLength.ts"

const MAX_CODE_POINT = 0x10ffff

/** Greater numbers are an overflow (RFC 3492 §6.4). */
const MAX_INTEGER = 0x7fffffff

const basicOnly = /^[\x20-\x7e]*$/

/**
 * Decodes a label in Punycode, without its prefix (RFC 3492 §6.2). Null if it does not encode anything: that is found here
 * without an exception, which takes twenty times as long as the rest.
 */
export const decodePunycode = (text: string): string | null => {
  if (!basicOnly.test(text)) return null
  const delimiter = text.lastIndexOf("-")
  const decoded: Array<string> = delimiter > 0 ? [...text.slice(0, delimiter)] : []
  let codePoint = INITIAL_N
  let bias = INITIAL_BIAS
  let insertAt = 0
  let at = delimiter > 0 ? delimiter + 1 : 0
  while (at < text.length) {
    const before = insertAt
    let weight = 1
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(text.charCodeAt(at++))
      if (digit === null) return null
      insertAt += digit * weight
      if (insertAt > MAX_INTEGER) return null
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX)
      if (digit < threshold) break
      weight *= BASE - threshold
      if (weight > MAX_INTEGER) return null
    }
    const length = decoded.length + 1
    codePoint += Math.floor(insertAt / length)
    if (codePoint > MAX_CODE_POINT) return null
    bias = adaptedBias(insertAt - before, length, before === 0)
    insertAt %= length
    decoded.splice(insertAt, 0, String.fromCodePoint(codePoint))
    insertAt++
  }
  return decoded.join("")
}

/** `a` to `z` are 0 to 25, `0` to `9` are 26 to 35. Null past the end of the text too. */
const digitOf = (unit: number): number | null => {
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30 + 26
  return null
}
