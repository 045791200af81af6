import { SecureRandom } from "effect/crypto"
import { ContactId } from "./Identifiers.ts"

/** Bytes that are drawn together: to draw them for each id takes longer than all the rest of it. */
const MAX_BYTES_PER_DRAW = 1024

const SEED_BYTES = 8
const BYTES_PER_ID = 4

/**
 * Makes the ids of one request's contacts, of about `count` of them: UUIDs version 7 of one timestamp (in milliseconds) that sort in the order
 * they are made, so that an index over them grows at one place.
 *
 * By RFC 9562 §6.2, method 1: rand_a, 12 bits, is drawn once. The first 30 bits of rand_b count, from 29 drawn bits: there
 * is room for 500 million ids. The last 32 bits are drawn for each id, so that none tells the next one.
 */
export const contactIds = (timestamp: number, count: number): (() => ContactId) => {
  let random = draw(Math.min(SEED_BYTES + count * BYTES_PER_ID, MAX_BYTES_PER_DRAW))
  const time = timestamp.toString(16).padStart(12, "0")
  const start = `${time.slice(0, 8)}-${time.slice(8)}-${hex(0x7000 | (random.getUint16(0) >>> 4))}`
  let counter = random.getUint32(2) >>> 3
  let offset = SEED_BYTES
  return () => {
    if (offset === random.byteLength) {
      random = draw(MAX_BYTES_PER_DRAW)
      offset = 0
    }
    const count = `${hex(0x8000 | (counter >>> 16))}-${hex(counter & 0xffff)}`
    const id = `${start}-${count}${hex(random.getUint16(offset))}${hex(random.getUint16(offset + 2))}`
    counter++
    offset += BYTES_PER_ID
    return ContactId.make(id)
  }
}

const draw = (bytes: number): DataView => {
  const { buffer, byteOffset, byteLength } = SecureRandom.randomBytesUnsafe(bytes)
  return new DataView(buffer, byteOffset, byteLength)
}

/** 16 bits in hexadecimal. */
const hex = (bits: number): string => bits.toString(16).padStart(4, "0")
