/**
 * The progress of one exchange of a request and its response. It counts steps instead of measuring time, so a clock that
 * is set does not matter.
 */
export class ExchangeProgress {
  #steps = 0
  #isReadingSource = false
  #isSent = false

  /** Grows whenever the server has read or sent something. */
  get steps(): number {
    return this.#steps
  }

  /** Whether the caller's own stream is what the exchange waits for. */
  get isReadingSource(): boolean {
    return this.#isReadingSource
  }

  /** Whether the whole request was handed over to the HTTP client. */
  get isSent(): boolean {
    return this.#isSent
  }

  received(): void {
    this.#steps++
  }

  /** The server has read what was sent so far, and the caller's own stream is asked for more. */
  asked(): void {
    this.#steps++
    this.#isReadingSource = true
  }

  /** The caller's own stream has more. */
  answered(): void {
    this.#steps++
    this.#isReadingSource = false
  }

  sent(): void {
    this.#steps++
    this.#isReadingSource = false
    this.#isSent = true
  }
}
