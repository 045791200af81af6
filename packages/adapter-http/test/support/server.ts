import { EventEmitter, once } from "node:events"
import { createServer } from "node:http"
import { type MemoryStore, makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { BulkCreatePolicy, type BulkCreatePolicyShape, type StoreFailure, UnitOfWork } from "@bulk-contacts/core"
import { NodeHttpServer } from "@effect/platform-node"
import { ByteSize, Clock, Context, Duration, Effect, Layer, Logger, ManagedRuntime, Metric, Tracer } from "effect"
import { HttpIncomingMessage, HttpRouter, HttpServer } from "effect/http"
import { RateLimiter } from "effect/persistence"
import { TestClock } from "effect/testing"
import { afterAll } from "vitest"
import { BodyTimeout, LoadLimit, layerWithoutServerSpans, RateLimit, routes } from "../../src/index.ts"

export const MAX_BODY_BYTES = 1024 * 1024

interface Options {
  readonly policy?: Partial<BulkCreatePolicyShape>
  readonly rateLimit?: number
  readonly bodyTimeout?: Duration.Duration
  readonly loadLimit?: Partial<{ readonly requests: number; readonly bytes: number; readonly streams: number }>
  /** Whether time stands still unless it is advanced. */
  readonly testClock?: boolean
  /** In place of the system's. */
  readonly clock?: Clock.Clock
  /** What a shared store of the rate limit answers. */
  readonly tokenBucket?: () => unknown
  /** In place of the store's units of work. */
  readonly storeFails?: StoreFailure | "defect"
  /** Whether there are spans. */
  readonly traced?: boolean
}

export interface TestServer {
  readonly origin: string
  readonly store: MemoryStore
  readonly log: Array<string>
  /** Resolves once a line of the log matches. */
  readonly logged: (pattern: RegExp) => Promise<void>
  /** In the order in which they began. */
  readonly spans: Array<Tracer.NativeSpan>
  readonly advance: (duration: Duration.Input) => Promise<void>
}

/** Closes no idle connection: after seconds without a turn of the event loop, `fetch` would still use it. */
const createPatientServer = () => createServer({ keepAliveTimeout: 300_000 })

/** A server on a socket of its own, with two organizations; it is closed when the tests of the file are done. */
export const startServer = async (options: Options = {}): Promise<TestServer> => {
  const store = makeMemoryStore(
    {
      id: "org",
      apiKeys: ["key"],
      // A123 and CT123 are those of the documentation's example.
      accounts: ["A1", "A2", "A123"],
      contactTypes: ["CT1", "CT2", "CT123"],
      defaultContactType: "CT1",
    },
    { id: "other", apiKeys: ["other-key"], accounts: ["B1"], contactTypes: ["CT9"] },
  )
  const log: Array<string> = []
  const lines = new EventEmitter()
  const write = (line: string) => {
    log.push(line)
    lines.emit("line")
  }
  const spans: Array<Tracer.NativeSpan> = []
  const layer = HttpRouter.serve(routes, { disableLogger: true, disableListenLog: true }).pipe(
    Layer.provideMerge(
      NodeHttpServer.layer(createPatientServer, { host: "127.0.0.1", port: 0, gracefulShutdownTimeout: 0 }),
    ),
    Layer.provideMerge(options.testClock ? TestClock.layer() : Layer.empty),
    Layer.provideMerge(options.clock ? Layer.succeed(Clock.Clock, options.clock) : Layer.empty),
    Layer.provide(failing(options.storeFails)),
    Layer.provide(store.layer),
    Layer.provide(Layer.succeed(RateLimit, options.rateLimit ?? null)),
    Layer.provide(sharedStore(options.tokenBucket)),
    Layer.provide(
      Layer.succeed(LoadLimit, { requests: 1000, bytes: 128 * MAX_BODY_BYTES, streams: 32, ...options.loadLimit }),
    ),
    Layer.provide(Layer.succeed(BodyTimeout, options.bodyTimeout ?? Duration.seconds(30))),
    Layer.provide(Layer.succeed(BulkCreatePolicy, { maxContacts: 10_000, allDuplicates: "skip", ...options.policy })),
    Layer.provide(Layer.succeed(HttpIncomingMessage.MaxBodySize, ByteSize.fromInputUnsafe(MAX_BODY_BYTES))),
    Layer.provide(Logger.layer([Logger.map(Logger.formatJson, write)])),
    // Otherwise all servers of the process would count together.
    Layer.provide(Layer.sync(Metric.MetricRegistry, () => new Map())),
    Layer.provide(options.traced === true ? Layer.merge(tracerInto(spans), layerWithoutServerSpans) : Layer.empty),
  )
  const runtime = ManagedRuntime.make(layer)
  afterAll(() => runtime.dispose())
  const origin = await runtime.runPromise(HttpServer.addressFormattedWith(Effect.succeed))
  const logged = async (pattern: RegExp) => {
    while (!log.some((line) => pattern.test(line))) await once(lines, "line")
  }
  const advance = (duration: Duration.Input) => runtime.runPromise(TestClock.adjust(duration))
  return { origin, store, log, logged, spans, advance }
}

const sharedStore = (tokenBucket: Options["tokenBucket"]) =>
  tokenBucket === undefined
    ? Layer.effectContext(Effect.succeed(Context.empty()))
    : Layer.succeed(RateLimiter.RateLimiterStore, { tokenBucket: () => Effect.sync(tokenBucket) } as any)

const tracerInto = (spans: Array<Tracer.NativeSpan>) =>
  Layer.succeed(Tracer.Tracer, {
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    },
  })

const failing = (failure: Options["storeFails"]) =>
  failure === undefined
    ? Layer.effectContext(Effect.succeed(Context.empty()))
    : Layer.succeed(UnitOfWork, {
        atomically: () => (failure === "defect" ? Effect.die(new Error("secret internals")) : Effect.fail(failure)),
      })

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: any
}

/** Sends a request and reads its answer, which must be JSON. */
export const send = async (url: string, init: RequestInit = {}): Promise<Answer> => {
  const response = await fetch(url, init)
  return { status: response.status, headers: response.headers, body: await response.json() }
}

/** Posts a bulk create of the first organization: text and bytes as they are, anything else as JSON. */
export const post = (
  server: TestServer,
  body: unknown,
  headers: Record<string, string> = {},
  query = "",
): Promise<Answer> =>
  send(`${server.origin}/v1/accounts/contacts/bulk${query}`, {
    method: "POST",
    headers: { "x-api-key": "key", "content-type": "application/json", ...headers },
    body: typeof body === "string" || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
  })
