import * as Context from "effect/Context"
import * as Hex from "effect/encoding/Hex"
import type { ContactId } from "./Identifiers.ts"

/**
 * Makes the ids of one request's contacts: UUIDs version 7 with one timestamp (in milliseconds) that sort in the order in
 * which they are made, so that an index on them grows at one end.
 *
 * Follows RFC 9562 §6.2, method 1. rand_a (12 bits) is drawn once. The first 30 bits of rand_b are a counter that starts
 * at 29 random bits, which leaves room for 500 million ids. The last 32 bits are drawn for each id, so that no id can be
 * guessed from another.
 */
export const contactIds = (timestamp: number, draw32: () => string): (() => ContactId) => {
  const time = timestamp.toString(16).padStart(12, "0")
  const start = `${time.slice(0, 8)}-${time.slice(8)}-7${draw32().slice(0, 3)}`
  let counter = Number.parseInt(draw32(), 16) >>> 3
  const countUpper = () => `${start}-${hex(0x8000 | (counter >>> 16))}-`
  // Only 12 characters are appended for each id: V8 copies short strings, but keeps a tree of long ones.
  let upper = countUpper()
  return () => {
    const lower = hex(counter & 0xffff) + draw32()
    const id = upper + lower
    counter++
    if ((counter & 0xffff) === 0) upper = countUpper()
    // The brand has no checks, and its `make` would take longer than the rest.
    return id as ContactId
  }
}

/**
 * Draws 32 random bits, in hexadecimal. All requests share one source: to ask the system for random bytes takes longer than
 * the rest of several ids, however few they are.
 */
export const DrawRandomBits = Context.Reference<() => string>("@bulk-contacts/core/DrawRandomBits", {
  defaultValue: () => makeDrawRandomBits(),
})

export const makeDrawRandomBits = (): (() => string) => {
  let drawn = ""
  let offset = 0
  return () => {
    if (offset === drawn.length) {
      drawn = Hex.encode(crypto.getRandomValues(new Uint8Array(BYTES_PER_DRAW)))
      offset = 0
    }
    offset += DIGITS
    return drawn.slice(offset - DIGITS, offset)
  }
}

const BYTES_PER_DRAW = 4096

/** 32 bits in hexadecimal. */
const DIGITS = 8

/** 16 bits in hexadecimal. */
const hex = (bits: number): string => bits.toString(16).padStart(4, "0")
