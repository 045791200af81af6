export interface Contact {
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly phoneNumber: string
  readonly avatarUrl: string
}

/** Contact number `index` of `tag`: the same for every system, with an email of its own. */
const makeContact = (index: number, tag: string): Contact => ({
  email: `User${index}.${tag}@Company${index % 5000}.example`,
  firstName: `First${index}`,
  lastName: `Last${index}`,
  phoneNumber: `+1415555${String(index % 10_000).padStart(4, "0")}`,
  avatarUrl: `https://example.com/avatars/${index}.png`,
})

export const makeContacts = (start: number, count: number, tag: string): Array<Contact> =>
  Array.from({ length: count }, (_, index) => makeContact(start + index, tag))

/**
 * Makes `batches` batches of `size` contacts. The share `existing` of each batch is also in `before`, which is stored
 * first; these contacts are spread evenly over the batch.
 */
export const makeBatches = (size: number, batches: number, existing: number, tag: string) => {
  const known = Math.round(size * existing)
  const before = makeContacts(0, known * batches, tag)
  return {
    before,
    batches: Array.from({ length: batches }, (_, batch) => {
      const added = makeContacts(before.length + batch * (size - known), size - known, tag)
      return interleave(before.slice(batch * known, (batch + 1) * known), added)
    }),
  }
}

const interleave = <Item>(some: ReadonlyArray<Item>, others: ReadonlyArray<Item>): Array<Item> => {
  const mixed: Array<Item> = []
  const longest = Math.max(some.length, others.length)
  for (let index = 0; index < longest; index++)
    mixed.push(...some.slice(index, index + 1), ...others.slice(index, index + 1))
  return mixed
}
