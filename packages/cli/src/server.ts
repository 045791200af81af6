import { createServer } from "node:http"
import { RateLimit, routes } from "@bulk-contacts/adapter-http"
import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { BulkCreatePolicy } from "@bulk-contacts/core"
import { NodeHttpServer } from "@effect/platform-node"
import { ByteSize, Console, Layer, Option } from "effect"
import { HttpIncomingMessage, HttpRouter, HttpServer } from "effect/http"
import { demoOrganizations } from "./demo.ts"
import { isLoopback, type Settings } from "./settings.ts"
import { startupText } from "./startupText.ts"

/** The whole server. It listens as long as the layer lives, and finishes what is in flight when it is closed. */
export const server = (settings: Settings) => {
  const { host, port, maxContacts, maxBodyBytes, allDuplicates, rateLimit } = settings
  const hasDemo = Option.getOrElse(settings.demo, () => isLoopback(host))
  const store = makeMemoryStore(...(hasDemo ? demoOrganizations : []))
  const announce = Layer.effectDiscard(
    HttpServer.addressFormattedWith((address) => Console.log(startupText(address, hasDemo))),
  )
  return Layer.mergeAll(HttpRouter.serve(routes, { disableLogger: true, disableListenLog: true }), announce).pipe(
    Layer.provide(NodeHttpServer.layer(createServer, { host, port })),
    Layer.provide(store.layer),
    Layer.provide(Layer.succeed(RateLimit, rateLimit)),
    Layer.provide(Layer.succeed(BulkCreatePolicy, { maxContacts, allDuplicates })),
    Layer.provide(Layer.succeed(HttpIncomingMessage.MaxBodySize, ByteSize.fromInputUnsafe(maxBodyBytes))),
  )
}
