/** Splits the items into chunks of at most `size`, in order. */
export function* chunksOf<Item>(items: ReadonlyArray<Item>, size: number): Generator<Array<Item>> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}
