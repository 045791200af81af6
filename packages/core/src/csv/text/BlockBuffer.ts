/** Large enough to decode fast, small next to what a request may hold. A multiple of 4, so that no UTF-16 unit is cut. */
const BLOCK_BYTES = 64 * 1024

/**
 * Cuts bytes that arrive in pieces of any size into blocks of a fixed size, so that no result depends on the pieces.
 */
export class BlockBuffer {
  #rest = new Uint8Array(BLOCK_BYTES)
  #length = 0

  /** The blocks that a piece completes. */
  push(piece: Uint8Array): ReadonlyArray<Uint8Array> {
    const blocks: Array<Uint8Array> = []
    let start = 0
    if (this.#length > 0) {
      start = Math.min(BLOCK_BYTES - this.#length, piece.length)
      this.#append(piece.subarray(0, start))
      if (this.#length < BLOCK_BYTES) return blocks
      blocks.push(this.#rest)
      this.#rest = new Uint8Array(BLOCK_BYTES)
      this.#length = 0
    }
    for (; piece.length - start >= BLOCK_BYTES; start += BLOCK_BYTES) {
      blocks.push(piece.subarray(start, start + BLOCK_BYTES))
    }
    this.#append(piece.subarray(start))
    return blocks
  }

  /** The bytes after the last block. */
  end(): Uint8Array {
    return this.#rest.subarray(0, this.#length)
  }

  #append(bytes: Uint8Array): void {
    this.#rest.set(bytes, this.#length)
    this.#length += bytes.length
  }
}
