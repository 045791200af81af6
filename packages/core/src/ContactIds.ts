import { SecureRandom } from "effect/crypto"
import { ContactId } from "./Identifiers.ts"

/**
 * Makes the ids of one request's contacts: UUIDs version 7 of one timestamp (in milliseconds) that sort in the order they
 * are made, so that an index over them grows at one place.
 *
 * By RFC 9562 §6.2, method 1: rand_a, 12 bits, is drawn once. The first 30 bits of rand_b count, from 29 drawn bits: there
 * is room for 500 million ids. The last 32 bits are drawn for each id, so that none tells the next one.
 */
export const contactIds = (timestamp: number): (() => ContactId) => {
  const time = timestamp.toString(16).padStart(12, "0")
  const start = `${time.slice(0, 8)}-${time.slice(8)}-${hex(0x7000 | (random16() >>> 4))}`
  let counter = (random16() * 0x10000 + random16()) >>> 3
  return () => {
    const count = `${hex(0x8000 | (counter >>> 16))}-${hex(counter & 0xffff)}`
    const id = `${start}-${count}${hex(random16())}${hex(random16())}`
    counter++
    return ContactId.make(id)
  }
}

/** Bytes that are drawn together, for many ids: a draw takes longer than all the rest of an id. */
const BYTES_PER_DRAW = 4096

let drawn: DataView = new DataView(new ArrayBuffer(0))
let offset = 0

/** 16 random bits, which nobody else gets. */
const random16 = (): number => {
  if (offset === drawn.byteLength) {
    const { buffer, byteOffset, byteLength } = SecureRandom.randomBytesUnsafe(BYTES_PER_DRAW)
    drawn = new DataView(buffer, byteOffset, byteLength)
    offset = 0
  }
  const bits = drawn.getUint16(offset)
  offset += 2
  return bits
}

/** 16 bits in hexadecimal. */
const hex = (bits: number): string => bits.toString(16).padStart(4, "0")
