import type { ContactOutcome } from "@bulk-contacts/core"

const LIST = '"contacts":['
const BETWEEN = '},{"index":'

/**
 * The outcomes in the text of an answer, one at a time, and the text without them. An answer for many contacts is too large to
 * be parsed at once next to them. Quotes inside a JSON string are escaped, so the text between two outcomes cannot be part of one.
 */
export const splitAnswer = (
  text: string,
): { readonly rest: string; readonly outcomes: () => Generator<ContactOutcome> } => {
  const list = text.indexOf(LIST)
  if (list === -1) return { rest: text, outcomes: () => parseAll("", 0, 0) }
  const start = list + LIST.length
  const end = endOfList(text, start)
  return {
    rest: text.slice(0, start) + text.slice(end),
    outcomes: () => parseAll(text, start, end),
  }
}

/** The list is at the end of the answer, or its own brackets say where it ends. */
const endOfList = (text: string, start: number): number => {
  let last = start
  for (let next = text.indexOf(BETWEEN, start); next !== -1; next = text.indexOf(BETWEEN, next + 1)) last = next + 2
  return closingBracket(text, last)
}

/** Where the bracket closes that was open before `start`. */
const closingBracket = (text: string, start: number): number => {
  let depth = 0
  let isString = false
  for (let i = start; i < text.length; i++) {
    const character = text[i]
    if (isString) {
      if (character === "\\") i++
      else if (character === '"') isString = false
    } else if (character === '"') isString = true
    else if (character === "[" || character === "{") depth++
    else if ((character === "]" || character === "}") && depth-- === 0) return i
  }
  return text.length
}

function* parseAll(text: string, start: number, end: number): Generator<ContactOutcome> {
  let from = start
  while (from < end) {
    const next = text.indexOf(BETWEEN, from)
    const to = next === -1 || next >= end ? end : next + 1
    yield JSON.parse(text.slice(from, to))
    from = to + 1
  }
}
