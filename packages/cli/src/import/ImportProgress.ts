import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

/** The state of an import at one moment. */
export interface Snapshot {
  /** The part of the file that has been read, from 0 to 1. */
  readonly fraction: number
  readonly bytes: number
  readonly size: number
  readonly contacts: number
  /** Seconds since the start. */
  readonly elapsed: number
  /** Seconds since the whole file was read and its contacts are being stored; undefined before. */
  readonly storing: number | undefined
}

/** Counts the bytes and contacts of an import. */
export class ImportProgress {
  readonly #size: number
  readonly #started: number
  #bytes = 0
  #contacts = 0
  #ended: number | undefined

  private constructor(size: number, started: number) {
    this.#size = size
    this.#started = started
  }

  /** `size` is that of the file in bytes. */
  static start(size: number): Effect.Effect<ImportProgress> {
    return Effect.map(Clock.currentTimeMillis, (now) => new ImportProgress(size, now))
  }

  /** Counts from the start again, because nothing was stored. */
  restart(): void {
    this.#bytes = 0
    this.#contacts = 0
    this.#ended = undefined
  }

  /** Whether the whole file has been read: from then on its contacts may be stored at any moment. */
  get hasEnded(): boolean {
    return this.#ended !== undefined
  }

  /** The number of contacts read so far. */
  get contacts(): number {
    return this.#contacts
  }

  countBytes<E, R>(bytes: Stream.Stream<Uint8Array, E, R>): Stream.Stream<Uint8Array, E, R> {
    return bytes.pipe(
      Stream.map((piece) => {
        this.#bytes += piece.length
        return piece
      }),
      Stream.onEnd(
        Effect.map(Clock.currentTimeMillis, (now) => {
          this.#ended = now
        }),
      ),
    )
  }

  countContacts<A, E, R>(contacts: Stream.Stream<A, E, R>): Stream.Stream<A, E, R> {
    return Stream.mapArray(contacts, (batch) => {
      this.#contacts += batch.length
      return batch
    })
  }

  get snapshot(): Effect.Effect<Snapshot> {
    return Effect.map(Clock.currentTimeMillis, (now) => ({
      fraction: this.#size === 0 ? 1 : Math.min(1, this.#bytes / this.#size),
      bytes: this.#bytes,
      size: this.#size,
      contacts: this.#contacts,
      elapsed: (now - this.#started) / 1000,
      storing: this.#ended === undefined ? undefined : (now - this.#ended) / 1000,
    }))
  }
}
