import * as Result from "effect/Result"
import { type Normalized, type Rejected, reject } from "../domain/Rejection.ts"
import { describeCharacter } from "../domain/Text.ts"
import { isWithin, type JsonSize, measureJson } from "../internal/measureJson.ts"
import { type JsonLimits, scanJson } from "../internal/scanJson.ts"

/**
 * Parses JSON text. Text that is not valid JSON is rejected with the line and column at which it stops being JSON, counted
 * in code points from 1; `firstLine` is the number of its first line, for text that is part of a file. A caller that has
 * measured the text passes its `size`.
 *
 * Text with more levels, values or names than `limits` allows is rejected before anything is built. Linear in the text's
 * length, which the caller limits.
 */
export const parseJson = (
  text: string,
  limits: JsonLimits,
  { firstLine = 1, size = measureJson(text, limits) }: { readonly firstLine?: number; readonly size?: JsonSize } = {},
): Normalized<unknown> => {
  if (!isWithin(size, limits)) {
    const flawed = findFlaw(text, limits, firstLine)
    if (flawed !== null) return flawed
  }
  try {
    return Result.succeed(JSON.parse(text))
  } catch {
    return findFlaw(text, limits, firstLine) ?? notJson("")
  }
}

const findFlaw = (text: string, limits: JsonLimits, firstLine: number): Rejected | null => {
  const flaw = scanJson(text, limits)
  switch (flaw?.kind) {
    case undefined:
      return null
    case "too_deep":
      return reject("too_deep", `must be at most ${limits.maxDepth} levels deep`)
    case "too_many_values":
      return reject("too_many_values", `must have at most ${limits.maxValues} JSON values`)
    case "too_many_names":
      return reject("too_many_values", `must have at most ${limits.maxNames} different names of properties`)
    case "syntax": {
      const place = placeOf(text, flaw.offset, firstLine)
      const character = text.codePointAt(flaw.offset)
      return notJson(
        character === undefined
          ? `: it ends at ${place}`
          : `: unexpected ${nameOf(String.fromCodePoint(character))} at ${place}`,
      )
    }
  }
}

const notJson = (why: string) => reject("invalid_json", `is not valid JSON${why}`)

const nameOf = (character: string): string => (/[!-~]/.test(character) ? character : describeCharacter(character))

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

const placeOf = (text: string, offset: number, firstLine: number): string => {
  const before = text.slice(0, offset)
  let line = firstLine
  let start = 0
  // To look for what is not there takes much less time than to look at each character.
  if (/[\r\n]/.test(before)) {
    for (let i = 0; i < offset; i++) {
      const c = before.charCodeAt(i)
      // CR LF is one line break.
      if (c !== LINE_FEED && (c !== CARRIAGE_RETURN || before.charCodeAt(i + 1) === LINE_FEED)) continue
      line++
      start = i + 1
    }
  }
  let column = offset - start + 1
  if (/[\uD800-\uDFFF]/.test(before)) {
    column = 1
    for (let i = start; i < offset; column++) i += (before.codePointAt(i) ?? 0) > 0xffff ? 2 : 1
  }
  return `line ${line}, column ${column}`
}
