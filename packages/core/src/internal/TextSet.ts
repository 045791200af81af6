/** Up to this size, one set takes no longer than a millisecond or two to grow. */
const MAX_FIRST = 16_384

/** A power of two. */
const PARTS = 32

/**
 * A set of texts that may have a million without a pause: V8 copies a set whenever it doubles, which takes 100 ms for that
 * many. From a certain size on, texts are divided among several sets.
 */
export class TextSet<Text extends string> {
  readonly #first = new Set<Text>()
  #parts: ReadonlyArray<Set<Text>> | null = null

  /** Returns whether the text was not there. */
  add(text: Text): boolean {
    const set = this.#first.size < MAX_FIRST || this.#first.has(text) ? this.#first : this.#partOf(text)
    const before = set.size
    return set.add(text).size > before
  }

  has(text: Text): boolean {
    return this.#first.has(text) || (this.#parts !== null && this.#partOf(text).has(text))
  }

  #partOf(text: Text): Set<Text> {
    this.#parts ??= Array.from({ length: PARTS }, () => new Set<Text>())
    return this.#parts[partOf(text)] as Set<Text>
  }
}

const partOf = (text: string): number => {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return (hash ^ (hash >>> 15)) & (PARTS - 1)
}
