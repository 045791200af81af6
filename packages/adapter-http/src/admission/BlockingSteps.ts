import { FairShare, type ShareUnavailable } from "@bulk-contacts/core"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

/** In nanoseconds. For a pause of less than this, one turn of the event loop is enough: a timer would take longer. */
const SHORT = 5_000_000n

const pauseFor = (nanos: bigint): Effect.Effect<void> =>
  nanos < SHORT ? Effect.yieldNow : Effect.sleep(Duration.nanos(nanos))

/**
 * Steps that block the event loop. They run one after the other, with a pause as long as the step after each, so that what
 * others do is delayed by one of them at most. The pause is a wait of the next step: in workers (workerd), the timers of a
 * request end with it.
 */
export class BlockingSteps {
  readonly #turns: FairShare
  /** On the monotonic clock, in nanoseconds. */
  #pauseEnds = 0n

  constructor(options: { readonly maxWaiting: number }) {
    this.#turns = new FairShare({ capacity: 1, maxWaiting: options.maxWaiting })
  }

  /** Takes the tenant's turn, waiting for it for up to `maxWait`. Call it in an uninterruptible region, like `FairShare.take`. */
  take(tenant: string, maxWait: Duration.Duration): Effect.Effect<void, ShareUnavailable> {
    return this.#turns.take(tenant, 1, maxWait)
  }

  /** Runs the step whose turn it is, after the pause that follows the one before. */
  run<A, E>(step: Effect.Effect<A, E>): Effect.Effect<A, E> {
    return Effect.andThen(this.#pause, this.#timed(step))
  }

  release(tenant: string): void {
    this.#turns.release(tenant, 1)
  }

  get #pause(): Effect.Effect<void> {
    return Effect.flatMap(Clock.monotonicTimeNanos, (now) =>
      now < this.#pauseEnds ? pauseFor(this.#pauseEnds - now) : Effect.void,
    )
  }

  #timed<A, E>(step: Effect.Effect<A, E>): Effect.Effect<A, E> {
    return Effect.flatMap(Clock.monotonicTimeNanos, (started) =>
      Effect.ensuring(
        step,
        Effect.map(Clock.monotonicTimeNanos, (ended) => {
          this.#pauseEnds = ended + (ended - started)
        }),
      ),
    )
  }
}
