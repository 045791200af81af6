import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

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

  sent(): void {
    this.#steps++
    this.#isReadingSource = false
    this.#isSent = true
  }

  /** Follows a body as it is sent. */
  follow<E, R>(body: Stream.Stream<Uint8Array, E, R>): Stream.Stream<Uint8Array, E, R> {
    return Stream.transformPull(body, (pull) =>
      Effect.succeed(
        Effect.suspend(() => {
          this.#steps++
          this.#isReadingSource = true
          return pull
        }).pipe(
          Effect.tap(() =>
            Effect.sync(() => {
              this.#steps++
              this.#isReadingSource = false
            }),
          ),
        ),
      ),
    ).pipe(Stream.onEnd(Effect.sync(() => this.sent())))
  }
}
