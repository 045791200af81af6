/** The items in order, `size` at a time. */
export function* chunksOf<Item>(items: ReadonlyArray<Item>, size: number): Generator<Array<Item>> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}
