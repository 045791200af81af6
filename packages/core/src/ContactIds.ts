import { SecureRandom } from "effect/crypto"
import { ContactId } from "./Identifiers.ts"

/** To draw so many random bytes takes no longer than to draw one. */
const BYTES_PER_DRAW = 1024

/**
 * Makes the ids of one request's contacts: UUIDs version 7 of one timestamp (in milliseconds) that sort in the order
 * they are made, so that an index over them grows at one place.
 *
 * By RFC 9562 §6.2, method 1: rand_a, 12 bits, is drawn once. The first 30 bits of rand_b count, from 29 drawn bits: there
 * is room for 500 million ids. The last 32 bits are drawn for each id, so that none tells the next one.
 */
export const contactIds = (timestamp: number): (() => ContactId) => {
  let random = draw()
  const time = timestamp.toString(16).padStart(12, "0")
  const start = `${time.slice(0, 8)}-${time.slice(8)}-${hex(0x7000 | (random.getUint16(0) >>> 4))}`
  let counter = random.getUint32(2) >>> 3
  let offset = 8
  return () => {
    if (offset === BYTES_PER_DRAW) {
      random = draw()
      offset = 0
    }
    const count = `${hex(0x8000 | (counter >>> 16))}-${hex(counter & 0xffff)}`
    const id = `${start}-${count}${hex(random.getUint16(offset))}${hex(random.getUint16(offset + 2))}`
    counter++
    offset += 4
    return ContactId.make(id)
  }
}

const draw = (): DataView => new DataView(SecureRandom.randomBytesUnsafe(BYTES_PER_DRAW).buffer)

/** 16 bits in hexadecimal. */
const hex = (bits: number): string => bits.toString(16).padStart(4, "0")
