import { SecureRandom } from "effect/crypto"
import { Hex } from "effect/encoding"
import type { ContactId } from "./Identifiers.ts"

/**
 * Makes the ids of one request's contacts: UUIDs version 7 of one timestamp (in milliseconds) that sort in the order they
 * are made, so that an index over them grows at one place.
 *
 * By RFC 9562 §6.2, method 1: rand_a, 12 bits, is drawn once. The first 30 bits of rand_b count, from 29 drawn bits: there
 * is room for 500 million ids. The last 32 bits are drawn for each id, so that none tells the next one.
 */
export const contactIds = (timestamp: number): (() => ContactId) => {
  const time = timestamp.toString(16).padStart(12, "0")
  const start = `${time.slice(0, 8)}-${time.slice(8)}-7${draw32().slice(0, 3)}`
  let counter = Number.parseInt(draw32(), 16) >>> 3
  const countUpper = () => `${start}-${hex(0x8000 | (counter >>> 16))}-`
  // What is joined for each id is 12 characters: short strings are copied, of long ones a tree would be kept.
  let upper = countUpper()
  return () => {
    const lower = hex(counter & 0xffff) + draw32()
    const id = upper + lower
    counter++
    if ((counter & 0xffff) === 0) upper = countUpper()
    // The brand checks nothing, and its `make` costs something.
    return id as ContactId
  }
}

/** Bytes that are drawn together, for many ids: a draw takes longer than all the rest of an id. */
const BYTES_PER_DRAW = 4096

const DIGITS = 8

let drawn = ""
let offset = 0

/** 32 random bits in hexadecimal, which nobody else gets. */
const draw32 = (): string => {
  if (offset === drawn.length) {
    drawn = Hex.encode(SecureRandom.randomBytesUnsafe(BYTES_PER_DRAW))
    offset = 0
  }
  offset += DIGITS
  return drawn.slice(offset - DIGITS, offset)
}

/** 16 bits in hexadecimal. */
const hex = (bits: number): string => bits.toString(16).padStart(4, "0")
