import { Clock, Effect, Stream } from "effect"

/** How far an import is. */
export interface Snapshot {
  /** From 0 to 1. */
  readonly fraction: number
  readonly bytes: number
  readonly size: number
  /** Undefined where only the server reads them. */
  readonly contacts: number | undefined
  /** Seconds since it began. */
  readonly elapsed: number
  /** Seconds since all of the file was read, and what it says is being stored; undefined before. */
  readonly storing: number | undefined
}

/** Counts what goes by. */
export class ImportProgress {
  readonly #size: number
  readonly #started: number
  #bytes = 0
  #contacts: number | undefined
  #ended: number | undefined

  private constructor(size: number, started: number) {
    this.#size = size
    this.#started = started
  }

  /** `size` is that of the file in bytes. */
  static start(size: number): Effect.Effect<ImportProgress> {
    return Effect.map(Clock.currentTimeMillis, (now) => new ImportProgress(size, now))
  }

  /** Whether all of the file is read: from then on, it may be stored at any moment. */
  get hasEnded(): boolean {
    return this.#ended !== undefined
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
      this.#contacts = (this.#contacts ?? 0) + batch.length
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
