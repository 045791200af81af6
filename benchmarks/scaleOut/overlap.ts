import { type Contact, makeContacts } from "../measure/contacts.ts"

export interface Overlap {
  readonly batches: ReadonlyArray<ReadonlyArray<Contact>>
  /** The number of different emails in all batches. */
  readonly distinct: number
}

/**
 * Makes pairs of batches. The two of a pair have half of their emails in common, in opposite orders: sent at the same time
 * to two servers, they wait for each other, and would deadlock if the servers took the emails in the order given.
 */
export const makeOverlap = (size: number, pairs: number, tag: string): Overlap => {
  const half = size / 2
  const batches = Array.from({ length: pairs }, (_, pair) => {
    const all = makeContacts(pair * 3 * half, 3 * half, tag)
    const [first, common, second] = [all.slice(0, half), all.slice(half, size), all.slice(size)]
    return [[...first, ...common], [...common, ...second].reverse()]
  })
  return { batches: batches.flat(), distinct: pairs * 3 * half }
}
