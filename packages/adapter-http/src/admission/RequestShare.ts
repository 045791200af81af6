import type { FairShare } from "@bulk-contacts/core"
import { Context, Duration, Effect } from "effect"
import type { HttpServerRequest } from "effect/http"
import { ServiceUnavailable } from "../api/errors.ts"
import { setRetryAfter } from "../responses.ts"
import type { TenantShares } from "./TenantShares.ts"

/** Longest wait for memory, or for the place of a stream. */
const MAX_WAIT = Duration.seconds(10)

type Reserved = Effect.Effect<void, ServiceUnavailable, HttpServerRequest.HttpServerRequest>

/** What the current request may take of the resources that all requests share. */
export interface RequestShareShape {
  /** Reserves memory for a body, of which `bytes` have arrived or will arrive next. */
  readonly growBody: (bytes: number) => Reserved
  /** Reserves memory to process a body of `bytes`, in place of the memory for the body. */
  readonly beginWork: (bytes: number) => Reserved
  /** Takes the place of a stream. */
  readonly beginStream: Reserved
}

/** Default: unlimited. */
export const CurrentRequestShare = Context.Reference<RequestShareShape>("@bulk-contacts/adapter-http/RequestShare", {
  defaultValue: () => ({ growBody: () => Effect.void, beginWork: () => Effect.void, beginStream: Effect.void }),
})

/** What one request of a tenant holds, until `release`. */
export class RequestShare implements RequestShareShape {
  readonly #shares: TenantShares
  readonly #tenant: string
  #bodyBytes = 0
  readonly #takenForBody: Array<number> = []
  readonly #releases: Array<() => void> = []

  constructor(shares: TenantShares, tenant: string) {
    this.#shares = shares
    this.#tenant = tenant
  }

  /** Takes the place of a request. */
  get begin(): Reserved {
    return this.#take(this.#shares.requests, 1, Duration.zero)
  }

  get beginStream(): Reserved {
    return this.#take(this.#shares.streams, 1)
  }

  growBody(bytes: number): Reserved {
    const more = bytes - this.#bodyBytes
    if (more <= 0) return Effect.void
    return Effect.uninterruptible(
      Effect.andThen(
        orServiceUnavailable(this.#shares.bodies.take(this.#tenant, more, MAX_WAIT)),
        Effect.sync(() => {
          this.#bodyBytes = bytes
          this.#takenForBody.push(more)
        }),
      ),
    )
  }

  beginWork(bytes: number): Reserved {
    return Effect.andThen(
      this.#take(this.#shares.work, this.#shares.heapOf(bytes)),
      Effect.sync(() => this.#releaseBody()),
    )
  }

  release(): void {
    this.#releaseBody()
    for (const release of this.#releases.splice(0)) release()
  }

  #releaseBody(): void {
    for (const bytes of this.#takenForBody.splice(0)) this.#shares.bodies.release(this.#tenant, bytes)
  }

  #take(share: FairShare, amount: number, maxWait = MAX_WAIT): Reserved {
    return Effect.uninterruptible(
      Effect.andThen(
        orServiceUnavailable(share.take(this.#tenant, amount, maxWait)),
        Effect.sync(() => {
          this.#releases.push(() => share.release(this.#tenant, amount))
        }),
      ),
    )
  }
}

const orServiceUnavailable = (take: ReturnType<FairShare["take"]>) =>
  Effect.catchTag(take, "ShareUnavailable", () => busy)

const busy = Effect.andThen(
  setRetryAfter(1),
  Effect.suspend(() => Effect.fail(new ServiceUnavailable({ message: "The server is busy: try again later" }))),
)
