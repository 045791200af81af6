import type { FairShare, JsonSize } from "@bulk-contacts/core"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { HttpBody } from "effect/http/HttpBody"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import type * as HttpServerResponse from "effect/http/HttpServerResponse"
import { ServiceUnavailable } from "../api/errors.ts"
import { setRetryAfter } from "../responses.ts"
import type { ArrivingBody } from "./BodyMemory.ts"
import type { TenantShares } from "./TenantShares.ts"

/** Longest wait for memory, or for the place of a stream. */
const MAX_WAIT = Duration.seconds(20)

/**
 * The heap in which a page is read and made a response, in bytes: several times the size of the largest, and enough for
 * contacts that turn out to be large once they are read.
 */
const PAGE_HEAP = 64 * 1024 * 1024

/** From this size on, a step runs in turn. A smaller one takes less than a millisecond. */
const LARGE = 64 * 1024

type Request = HttpServerRequest.HttpServerRequest
type Reserved = Effect.Effect<void, ServiceUnavailable, Request>

/** What the current request may take of the resources that all requests share. */
export interface RequestShareShape {
  /** Reserves memory for a body, of which `bytes` have arrived or will arrive next. */
  readonly growBody: (bytes: number) => Reserved
  /** Reserves memory to process a JSON body of so many bytes, in place of the memory for the body. */
  readonly beginWork: (bytes: number, size: JsonSize) => Reserved
  /** Takes the place of a stream. */
  readonly beginStream: Reserved
  /**
   * Runs a step that processes so many bytes at once. Large ones run one after the other, with a pause as long as the step
   * after each, so that what others do is delayed by one of them at most.
   */
  readonly inTurn: <A, E>(bytes: number, step: Effect.Effect<A, E>) => Effect.Effect<A, E | ServiceUnavailable, Request>
  /**
   * Makes the response of a list. Reserves memory for one page while it is made, and for the response itself until it is
   * sent.
   */
  readonly holdPage: <E, R>(
    makeResponse: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>,
  ) => Effect.Effect<HttpServerResponse.HttpServerResponse, E | ServiceUnavailable, R | Request>
}

/** Default: unlimited. */
export const CurrentRequestShare = Context.Reference<RequestShareShape>("@bulk-contacts/adapter-http/RequestShare", {
  defaultValue: () => ({
    growBody: () => Effect.void,
    beginWork: () => Effect.void,
    beginStream: Effect.void,
    inTurn: (_bytes, step) => step,
    holdPage: (makeResponse) => makeResponse,
  }),
})

/** What one request of a tenant holds, until `release`. */
export class RequestShare implements RequestShareShape {
  readonly #shares: TenantShares
  readonly #tenant: string
  readonly #body: ArrivingBody
  readonly #releases: Array<() => void> = []

  constructor(shares: TenantShares, tenant: string) {
    this.#shares = shares
    this.#tenant = tenant
    this.#body = { tenant, taken: [] }
  }

  /** Takes the place of a request. */
  get begin(): Reserved {
    return this.#take(this.#shares.requests, 1, Duration.zero)
  }

  get beginStream(): Reserved {
    return this.#take(this.#shares.streams, 1)
  }

  growBody(bytes: number): Reserved {
    const { bodies } = this.#shares
    return Effect.suspend(() =>
      bodies.tryGrow(this.#body, bytes)
        ? Effect.void
        : Effect.uninterruptible(orServiceUnavailable(bodies.grow(this.#body, bytes, MAX_WAIT))),
    )
  }

  beginWork(bytes: number, size: JsonSize): Reserved {
    const { work, bodies, heapOf } = this.#shares
    return Effect.map(this.#take(work, heapOf(bytes, size.containers)), () => bodies.release(this.#body))
  }

  inTurn<A, E>(bytes: number, step: Effect.Effect<A, E>): Effect.Effect<A, E | ServiceUnavailable, Request> {
    if (bytes < LARGE) return step
    const { steps } = this.#shares
    return Effect.acquireUseRelease(
      orServiceUnavailable(steps.take(this.#tenant, MAX_WAIT)),
      () => steps.run(step),
      () => Effect.sync(() => steps.release(this.#tenant)),
    )
  }

  holdPage<E, R>(makeResponse: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>) {
    const { work } = this.#shares
    return Effect.acquireUseRelease(
      orServiceUnavailable(work.take(this.#tenant, PAGE_HEAP, MAX_WAIT)),
      () => makeResponse,
      () => Effect.sync(() => work.release(this.#tenant, PAGE_HEAP)),
    ).pipe(Effect.tap(({ body }) => this.#take(work, bytesOf(body))))
  }

  release(): void {
    this.#shares.bodies.release(this.#body)
    for (const release of this.#releases.splice(0)) release()
  }

  #take(share: FairShare, amount: number, maxWait = MAX_WAIT): Reserved {
    const release = () => share.release(this.#tenant, amount)
    return Effect.suspend(() => {
      // Nearly always there is no need to wait, and then this takes no more than a few nanoseconds.
      if (share.tryTake(this.#tenant, amount)) {
        this.#releases.push(release)
        return Effect.void
      }
      const take = orServiceUnavailable(share.take(this.#tenant, amount, maxWait))
      return Effect.uninterruptible(Effect.map(take, () => void this.#releases.push(release)))
    })
  }
}

const bytesOf = (body: HttpBody): number => ("contentLength" in body ? (body.contentLength ?? 0) : 0)

const orServiceUnavailable = (take: ReturnType<FairShare["take"]>) =>
  Effect.catchTag(take, "ShareUnavailable", () => busy)

const busy = Effect.andThen(
  setRetryAfter(1),
  Effect.suspend(() => Effect.fail(new ServiceUnavailable({ message: "The server is busy: try again later" }))),
)
