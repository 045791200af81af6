import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { BodyTimeout, MinBodyRate } from "../settings.ts"
import { timedOut } from "./bodyErrors.ts"

/**
 * Measures how fast a client sends. It may be silent for `BodyTimeout`; while it is waited for, that time runs out, and
 * each byte gives `1 / MinBodyRate` seconds back. Time in which the server does not read does not count.
 */
export class Pace {
  readonly #clock: Clock.Clock
  readonly #most: number
  readonly #perByte: number
  /** How long the client may still be waited for, in milliseconds. */
  #left: number
  #waitingSince: number | undefined

  constructor(clock: Clock.Clock, timeout: Duration.Duration, bytesPerSecond: number) {
    this.#clock = clock
    this.#most = Duration.toMillis(timeout)
    this.#perByte = bytesPerSecond === 0 ? Number.POSITIVE_INFINITY : 1000 / bytesPerSecond
    this.#left = this.#most
  }

  /** The server begins to wait for bytes. */
  wait(): void {
    this.#waitingSince = this.#now()
  }

  /** Bytes have arrived, or the body has ended. */
  arrived(bytes: number): void {
    this.#left = Math.min(this.#most, this.timeLeft + (bytes === 0 ? 0 : bytes * this.#perByte))
    this.#waitingSince = undefined
  }

  get isWaiting(): boolean {
    return this.#waitingSince !== undefined
  }

  /** In milliseconds. */
  get timeLeft(): number {
    return this.#waitingSince === undefined ? this.#left : this.#left - (this.#now() - this.#waitingSince)
  }

  /** The wall clock may be set back. */
  #now(): number {
    return Number(this.#clock.monotonicTimeNanosUnsafe()) / 1e6
  }
}

/** How often to look again while the server does not wait for the client, in milliseconds. */
const RECHECK = 1000

/** Runs an effect that reads a body. If the client is too slow, interrupts it and fails with a 408. */
export const withPace = Effect.fnUntraced(function* <A, E, R>(read: (pace: Pace) => Effect.Effect<A, E, R>) {
  const pace = new Pace(yield* Clock.Clock, yield* BodyTimeout, yield* MinBodyRate)
  const untilTooSlow: Effect.Effect<void> = Effect.suspend(() => {
    const left = pace.timeLeft
    if (!pace.isWaiting) return Effect.andThen(Effect.sleep(Math.max(left, RECHECK)), untilTooSlow)
    return left > 0 ? Effect.andThen(Effect.sleep(left), untilTooSlow) : Effect.void
  })
  // One timer for the whole body: `Stream.timeoutOrElse` would start two fibers and a queue, most of the cost of a
  // small body.
  return yield* Effect.raceFirst(read(pace), Effect.andThen(untilTooSlow, timedOut))
})
