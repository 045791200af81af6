/**
 * Identifies text that arrives in pieces and is not kept. Texts that differ hardly ever have the same digest, unless
 * someone looks for them: use it only where that harms nobody else.
 */
export class TextDigest {
  #first = 0x811c9dc5
  #second = 0x41c6ce57
  #length = 0

  /** Adds the next piece. */
  add(text: string): this {
    let first = this.#first
    let second = this.#second
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      // FNV-1a with two different primes.
      first = Math.imul(first ^ unit, 0x01000193)
      second = Math.imul(second ^ unit, 0x9e3779b1)
    }
    this.#first = first
    this.#second = second
    this.#length += text.length
    return this
  }

  /** The digest of everything that was added so far. */
  get value(): string {
    return [this.#length, this.#first >>> 0, this.#second >>> 0].map((part) => part.toString(36)).join("-")
  }
}
