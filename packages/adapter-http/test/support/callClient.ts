import { Clock, Duration, Effect, Redacted } from "effect"
import { FetchHttpClient } from "effect/http"
import { BulkContactsClient, type BulkCreateError, type BulkCreateResponse } from "../../src/client/index.ts"

export interface CallResult<E = BulkCreateError> {
  readonly response?: BulkCreateResponse
  readonly error?: E
  /** The waits before each retry, in milliseconds. */
  readonly waits: Array<number>
}

/** Calls the Effect client on a clock on which every wait ends immediately. */
export const callClient = async <E>(
  { origin }: { readonly origin: string },
  call: (client: BulkContactsClient["Service"]) => Effect.Effect<BulkCreateResponse, BulkCreateError | E>,
): Promise<CallResult<BulkCreateError | E>> => {
  const waits: Array<number> = []
  const clock: Clock.Clock = Object.assign(Object.create(await Effect.runPromise(Clock.Clock)), {
    sleep: (duration: Duration.Duration) => Effect.sync(() => waits.push(Duration.toMillis(duration))),
  })
  return Effect.flatMap(BulkContactsClient, call).pipe(
    Effect.match({ onSuccess: (response) => ({ response, waits }), onFailure: (error) => ({ error, waits }) }),
    Effect.provide(BulkContactsClient.layer({ baseUrl: origin, apiKey: Redacted.make("key") })),
    Effect.provide(FetchHttpClient.layer),
    Effect.provideService(Clock.Clock, clock),
    Effect.runPromise,
  )
}
