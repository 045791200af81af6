import { Clock, Duration, Effect, Redacted } from "effect"
import { FetchHttpClient } from "effect/http"
import { BulkContactsClient, type BulkCreateError, type BulkCreateResponse } from "../../src/client/index.ts"

export interface CallResult<E = BulkCreateError> {
  readonly response?: BulkCreateResponse
  readonly error?: E
  /** The waits before each retry, in milliseconds. */
  readonly waits: Array<number>
}

/** Time limits of the client that never end on the clock below. */
const NEVER = Duration.days(1)

/** Calls the Effect client on a clock on which every wait before a retry ends immediately. */
export const callClient = async <E>(
  { origin }: { readonly origin: string },
  call: (client: BulkContactsClient["Service"]) => Effect.Effect<BulkCreateResponse, BulkCreateError | E>,
): Promise<CallResult<BulkCreateError | E>> => {
  const waits: Array<number> = []
  const clock: Clock.Clock = Object.assign(Object.create(await Effect.runPromise(Clock.Clock)), {
    sleep: (duration: Duration.Duration) =>
      Duration.isGreaterThan(duration, Duration.hours(1))
        ? Effect.never
        : Effect.sync(() => waits.push(Duration.toMillis(duration))),
  })
  return Effect.flatMap(BulkContactsClient, call).pipe(
    Effect.match({ onSuccess: (response) => ({ response, waits }), onFailure: (error) => ({ error, waits }) }),
    Effect.provide(
      BulkContactsClient.layer({
        baseUrl: origin,
        apiKey: Redacted.make("key"),
        silenceTimeout: NEVER,
        responseTimeout: NEVER,
      }),
    ),
    Effect.provide(FetchHttpClient.layer),
    Effect.provideService(Clock.Clock, clock),
    Effect.runPromise,
  )
}
