import {
  AllowedHosts,
  BodyTimeout,
  Draining,
  ImportPage,
  MaxJsonValues,
  MinBodyRate,
  RateLimit,
  ResponseTrailers,
  routes,
  withSettings,
} from "@bulk-contacts/adapter-http"
import { ApiKeys, BulkCreatePolicy, deleteExpiredRecordsHourly } from "@bulk-contacts/core"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as ByteSize from "effect/ByteSize"
import * as Console from "effect/Console"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { isLoopback, type ServerSettings, type StoreSettings } from "../settings.ts"
import { serverStore } from "../store.ts"
import { answerWhileStarting } from "./answerWhileStarting.ts"
import { DEMO_API_KEY } from "./demo.ts"
import { makeDrain } from "./drain.ts"
import { loadImportPage } from "./importPage.ts"
import { makeNodeServer } from "./nodeServer.ts"
import { nodeTrailers } from "./nodeTrailers.ts"
import { processMetrics } from "./processMetrics.ts"
import { rateLimiterStore } from "./rateLimiterStore.ts"
import { startupText } from "./startupText.ts"

/**
 * The whole server. It listens until the layer is closed, and then completes the requests in progress. While its store is
 * being opened, it is alive and not ready.
 */
export const server = (settings: ServerSettings, store: StoreSettings) => {
  const { host, port, maxContacts, maxBodyBytes, allDuplicates, defaultCountry, rateLimit, redisUrl } = settings
  const isDemo = Option.getOrElse(settings.demo, () => store.kind !== "postgres" && isLoopback(host))
  const hasDemo = isDemo && store.kind !== "postgres"
  const announce = Layer.effectDiscard(
    Effect.gen(function* () {
      const isSeeded = yield* knowsDemoKey(hasDemo)
      const hasPage = (yield* ImportPage) !== null
      yield* HttpServer.addressFormattedWith((address) => Console.log(startupText(address, isSeeded, hasPage)))
    }),
  )
  const importPage = Layer.effect(
    ImportPage,
    Effect.gen(function* () {
      const page = yield* loadImportPage
      if (page === null || !(yield* knowsDemoKey(hasDemo))) return page
      return withSettings(page, { demoKey: DEMO_API_KEY })
    }),
  )
  const background = Layer.effectDiscard(
    Effect.all([Effect.forkScoped(deleteExpiredRecordsHourly), Effect.forkScoped(processMetrics)]),
  )
  const nodeServer = makeNodeServer({ ...settings, bodyTimeout: BodyTimeout.defaultValue() })
  answerWhileStarting(nodeServer)
  // A server that is stopped before it is ready does not wait for connections without a request.
  const closeIdle = Layer.effectDiscard(Effect.addFinalizer(() => Effect.sync(nodeServer.closeWhenIdle)))
  const drain = makeDrain(nodeServer, settings)
  return drain.layer.pipe(
    Layer.provide(HttpRouter.serve(routes, { disableLogger: true, disableListenLog: true })),
    Layer.merge(Layer.merge(announce, background)),
    Layer.provide(Layer.succeed(Draining, drain.isDraining)),
    Layer.provide(Layer.succeed(ResponseTrailers, nodeTrailers)),
    // Anybody knows the demo keys, so a page on the web must not reach the server under a name of its own.
    Layer.provide(Layer.succeed(AllowedHosts, isDemo ? [...settings.allowedHosts, hostOf(host)] : null)),
    Layer.provide(importPage),
    Layer.provide(serverStore(store, hasDemo)),
    Layer.provide(Layer.succeed(RateLimit, rateLimit)),
    Layer.provide(Layer.succeed(MaxJsonValues, settings.maxJsonValues)),
    Layer.provide(Layer.succeed(MinBodyRate, settings.minBodyRate)),
    Layer.provide(rateLimiterStore(rateLimit === null ? Option.none() : redisUrl)),
    Layer.provide(Layer.succeed(BulkCreatePolicy, { maxContacts, allDuplicates, defaultCountry })),
    Layer.provide(Layer.succeed(HttpIncomingMessage.MaxBodySize, ByteSize.fromInputUnsafe(maxBodyBytes))),
    // It listens before the store is opened. Draining has its own time limit.
    Layer.provide(closeIdle),
    Layer.provide(NodeHttpServer.layer(() => nodeServer, { host, port, gracefulShutdownTimeout: Duration.infinity })),
  )
}

/** Whether the demo key is one of the store's. A store that was not empty was not seeded, whatever the settings say. */
const knowsDemoKey = Effect.fnUntraced(function* (hasDemo: boolean) {
  const { organizationOf } = yield* ApiKeys
  return hasDemo && Option.isSome(yield* organizationOf(Redacted.make(DEMO_API_KEY)))
})

/** An address as `Host` has it. */
const hostOf = (address: string): string => (address.includes(":") ? `[${address}]` : address)
