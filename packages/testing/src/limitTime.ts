import { Duration, Effect } from "effect"

/** Ends an effect that takes longer, with an error that says so. */
export const limitTime =
  (limit: Duration.Input) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.timeoutOrElse(effect, {
      duration: limit,
      orElse: () => {
        const time = Duration.format(Duration.fromInputUnsafe(limit))
        return Effect.die(
          new Error(`The test took longer than ${time}. If the store is right but slow, look at its indexes`),
        )
      },
    })
