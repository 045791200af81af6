/** The parameters of RFC 3492 §5. */
export const BASE = 36
export const T_MIN = 1
export const T_MAX = 26
const SKEW = 38
const DAMP = 700
export const INITIAL_BIAS = 72
export const INITIAL_N = 0x80

/**
 * The length of a label in Punycode (RFC 3492 §6.3), without the prefix; something above `most` if it is longer than that.
 * Stops there: a label of many different characters takes time that grows with the square of their number.
 */
export const punycodeLength = (label: string, most: number): number => {
  const codePoints = Array.from(label, (character) => character.codePointAt(0) as number)
  const others = codePoints.filter((codePoint) => codePoint >= INITIAL_N)
  const basic = codePoints.length - others.length
  let length = basic === 0 ? 0 : basic + 1
  let handled = basic
  let next = INITIAL_N
  let delta = 0
  let bias = INITIAL_BIAS
  for (const codePoint of new Set(others.sort((a, b) => a - b))) {
    delta += (codePoint - next) * (handled + 1)
    for (const other of codePoints) {
      if (other < codePoint) delta++
      if (other !== codePoint) continue
      length += digits(delta, bias)
      if (length > most) return length
      bias = adaptedBias(delta, handled + 1, handled === basic)
      delta = 0
      handled++
    }
    delta++
    next = codePoint + 1
  }
  return length
}

/** How many digits a number takes. */
const digits = (number: number, bias: number): number => {
  let rest = number
  for (let count = 1; ; count++) {
    const threshold = Math.min(Math.max(BASE * count - bias, T_MIN), T_MAX)
    if (rest < threshold) return count
    rest = Math.floor((rest - threshold) / (BASE - threshold))
  }
}

/** RFC 3492 §6.1. */
export const adaptedBias = (delta: number, handled: number, isFirst: boolean): number => {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2))
  rest += Math.floor(rest / handled)
  let bias = 0
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; bias += BASE) rest = Math.floor(rest / (BASE - T_MIN))
  return bias + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW))
}
