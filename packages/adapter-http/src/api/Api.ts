import { HttpApi, HttpApiGroup, OpenApi } from "effect/http-api"
import { InvalidParameters } from "../middleware/layerInvalidParameters.ts"
import { Authentication } from "./ApiKeyAuthentication.ts"
import { bulkCreateEndpoint } from "./bulkCreateEndpoint.ts"
import { liveEndpoint, readyEndpoint } from "./healthEndpoints.ts"
import { LoadShedding } from "./LoadShedding.ts"
import { RateLimiting } from "./RateLimiting.ts"

// Middleware reaches the endpoints that were added before it, so it comes last; the last of it is the outermost.
const accounts = HttpApiGroup.make("accounts")
  .add(bulkCreateEndpoint)
  .middleware(InvalidParameters)
  .middleware(LoadShedding)
  .middleware(RateLimiting)
  .middleware(Authentication)
  .annotateMerge(OpenApi.annotations({ title: "Accounts" }))

const health = HttpApiGroup.make("health")
  .add(liveEndpoint, readyEndpoint)
  .annotateMerge(OpenApi.annotations({ title: "Health" }))

/** The HTTP contract, without a word of how it is carried out: for the server, its clients and its documentation. */
export const Api = HttpApi.make("bulk-contacts")
  .add(accounts, health)
  .annotateMerge(
    OpenApi.annotations({
      title: "bulk-contacts",
      version: "1.0.0",
      description: "The bulk creation of contacts.",
      servers: [{ url: "/", description: "This server" }],
    }),
  )
