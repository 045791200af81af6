/** The smallest amount of memory that is reserved for a body, in bytes. */
const STEP = 64 * 1024

/**
 * Collects the parts of a body. A body in many small parts takes hardly more memory than its bytes: keeping each part
 * would take a hundred bytes and more for one.
 */
export class BodyBuffer {
  readonly #limit: number
  #bytes: Uint8Array = new Uint8Array()
  #length = 0

  /** `limit`: the most bytes that the body can have. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** The memory to reserve before the buffer takes `added` more bytes: at most twice what has arrived, or one step. */
  memoryFor(added: number): number {
    const length = this.#length + added
    if (length <= this.#bytes.length) return this.#bytes.length
    return this.#length === 0 ? Math.max(length, STEP) : Math.min(Math.max(2 * length, STEP), this.#limit)
  }

  add(part: Uint8Array): void {
    // Most bodies have one part only, which is not copied.
    if (this.#length === 0) this.#bytes = part
    else {
      if (this.#length + part.length > this.#bytes.length) this.#growFor(part.length)
      this.#bytes.set(part, this.#length)
    }
    this.#length += part.length
  }

  get length(): number {
    return this.#length
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  #growFor(added: number): void {
    const grown = new Uint8Array(this.memoryFor(added))
    grown.set(this.bytes)
    this.#bytes = grown
  }
}
