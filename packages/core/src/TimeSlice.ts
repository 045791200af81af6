import { Clock, Effect } from "effect"

/** After so many milliseconds at a stretch, others get their turn on the event loop. */
const MILLISECONDS = 10

/**
 * How long a loop has had the event loop to itself:
 * `const slice = yield* TimeSlice.begin`, then in each turn of the loop `if (slice.isOver) yield* slice.next`.
 */
export class TimeSlice {
  static readonly begin: Effect.Effect<TimeSlice> = Effect.map(Clock.Clock, (clock) => new TimeSlice(clock))

  readonly #clock: Clock.Clock
  #since: number

  private constructor(clock: Clock.Clock) {
    this.#clock = clock
    this.#since = clock.currentTimeMillisUnsafe()
  }

  get isOver(): boolean {
    return this.#clock.currentTimeMillisUnsafe() - this.#since >= MILLISECONDS
  }

  /** Lets others have their turn, and begins anew. */
  readonly next: Effect.Effect<void> = Effect.map(Effect.yieldNow, () => {
    this.#since = this.#clock.currentTimeMillisUnsafe()
  })
}
