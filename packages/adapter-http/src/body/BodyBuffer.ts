import { concat } from "effect/Bytes"

/** The smallest amount of memory that is reserved for a body, in bytes. */
const STEP = 64 * 1024

/** From this size on, a part is kept as it is. */
const LARGE_PART = STEP / 4

/**
 * Collects the parts of a body. Small parts are copied to blocks of one step: keeping each of them would take a hundred
 * bytes and more for one.
 */
export class BodyBuffer {
  readonly #limit: number
  readonly #parts: Array<Uint8Array> = []
  #block: Uint8Array = new Uint8Array()
  #blockLength = 0
  #length = 0
  #memory = 0

  /** `limit`: the most bytes that the body can have. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** The memory to reserve before the buffer takes `added` more bytes: at most twice what has arrived, or one step. */
  memoryFor(added: number): number {
    const length = this.#length + added
    if (length <= this.#memory) return this.#memory
    return this.#length === 0 ? Math.max(length, STEP) : Math.min(Math.max(2 * length, STEP), this.#limit)
  }

  add(part: Uint8Array): void {
    this.#memory = this.memoryFor(part.length)
    // Most bodies have one part only, which is not copied.
    if (this.#length === 0 || part.length >= LARGE_PART) {
      this.#endBlock()
      this.#parts.push(part)
    } else this.#addToBlock(part)
    this.#length += part.length
  }

  get length(): number {
    return this.#length
  }

  /** All parts as one. Copies them, unless there is one only. */
  toBytes(): Uint8Array {
    this.#endBlock()
    const [only = new Uint8Array()] = this.#parts
    return this.#parts.length > 1 ? concat(this.#parts) : only
  }

  #addToBlock(part: Uint8Array): void {
    if (this.#blockLength + part.length > this.#block.length) {
      this.#endBlock()
      this.#block = new Uint8Array(STEP)
    }
    this.#block.set(part, this.#blockLength)
    this.#blockLength += part.length
  }

  /** Keeps a copy, because a block may be nearly empty. */
  #endBlock(): void {
    if (this.#blockLength > 0) this.#parts.push(this.#block.slice(0, this.#blockLength))
    this.#blockLength = 0
  }
}
