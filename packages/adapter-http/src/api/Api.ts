import * as HttpApi from "effect/http-api/HttpApi"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as OpenApi from "effect/http-api/OpenApi"
import { ApiKeyAuthentication } from "./ApiKeyAuthentication.ts"
import { accounts } from "./accounts.ts"
import {
  exportContactsEndpoint,
  listAccountsEndpoint,
  listContactsEndpoint,
  listContactTypesEndpoint,
} from "./contactEndpoints.ts"
import { liveEndpoint, readyEndpoint } from "./healthEndpoints.ts"
import { InvalidParameters } from "./InvalidParameters.ts"
import { imports } from "./imports.ts"
import { LoadShedding } from "./LoadShedding.ts"
import { apiInfo } from "./openApi/apiInfo.ts"
import { errorExamples } from "./openApi/examples.ts"
import { QueryParameters } from "./QueryParameters.ts"
import { RateLimiting } from "./RateLimiting.ts"

// Middleware applies only to endpoints added before it, so it comes last. The last one is the outermost.
const contacts = HttpApiGroup.make("contacts")
  .add(listContactsEndpoint, exportContactsEndpoint, listAccountsEndpoint, listContactTypesEndpoint)
  .middleware(InvalidParameters)
  .middleware(QueryParameters)
  .middleware(LoadShedding)
  .middleware(RateLimiting)
  .middleware(ApiKeyAuthentication)
  .annotateMerge(OpenApi.annotations({ title: "Contacts", description: "What an organization has" }))

const health = HttpApiGroup.make("health")
  .add(liveEndpoint, readyEndpoint)
  .annotateMerge(OpenApi.annotations({ title: "Health", description: "Probes for monitoring and load balancers" }))

/** The HTTP contract. The server, its clients and its documentation are derived from it. */
export const Api = HttpApi.make("bulk-contacts")
  .add(accounts, contacts, imports, health)
  .annotateMerge(
    OpenApi.annotations({ ...apiInfo(errorExamples[401]), servers: [{ url: "/", description: "This server" }] }),
  )
