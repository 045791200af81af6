/** Converts UTF-16 with a byte order mark to UTF-8. Other bytes stay as they are. */
export class Utf16Transcoder {
  #begun: Uint8Array | undefined = new Uint8Array()
  #decoder: TextDecoder | undefined
  readonly #encoder = new TextEncoder()

  get isActive(): boolean {
    return this.#decoder !== undefined
  }

  push(piece: Uint8Array): Uint8Array {
    if (this.#begun === undefined) return this.#convert(piece)
    const bytes = new Uint8Array([...this.#begun, ...piece])
    if (bytes.length < 2) {
      this.#begun = bytes
      return new Uint8Array()
    }
    this.#begun = undefined
    const [a, b] = bytes
    const encoding = a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : undefined
    if (encoding !== undefined) this.#decoder = new TextDecoder(encoding)
    return this.#convert(bytes)
  }

  end(): Uint8Array {
    return (
      this.#begun ?? (this.#decoder === undefined ? new Uint8Array() : this.#encoder.encode(this.#decoder.decode()))
    )
  }

  #convert(bytes: Uint8Array): Uint8Array {
    return this.#decoder === undefined ? bytes : this.#encoder.encode(this.#decoder.decode(bytes, { stream: true }))
  }
}
