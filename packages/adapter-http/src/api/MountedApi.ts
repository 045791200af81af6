import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpApi from "effect/http-api/HttpApi"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as OpenApi from "effect/http-api/OpenApi"
import { bulkCreateEndpoint } from "./bulkCreateEndpoint.ts"
import { checkPrefix, type Prefix } from "./checkPrefix.ts"
import {
  exportContactsEndpoint,
  listAccountsEndpoint,
  listContactsEndpoint,
  listContactTypesEndpoint,
} from "./contactEndpoints.ts"
import { HostAuthentication } from "./HostAuthentication.ts"
import { InvalidParameters } from "./InvalidParameters.ts"
import { listImportsEndpoint, listingErrors, undoErrors, undoImportEndpoint } from "./importEndpoints.ts"
import { LoadShedding } from "./LoadShedding.ts"
import { apiInfo } from "./openApi/apiInfo.ts"
import { describeList } from "./openApi/describeList.ts"
import { describeOperation } from "./openApi/describeOperation.ts"
import { errorExamples, hostUnauthorizedExample } from "./openApi/examples.ts"
import { type SecurityScheme, withSecurity } from "./openApi/withSecurity.ts"
import { OPENAPI_PATH } from "./paths.ts"
import { QueryParameters } from "./QueryParameters.ts"

const describe = describeOperation({ errorExamples: { ...errorExamples, 401: hostUnauthorizedExample } })

// As in `Api`, the last middleware is the outermost. Rate limits, like authentication, are the host's task.
const accounts = HttpApiGroup.make("accounts")
  .add(bulkCreateEndpoint.annotate(OpenApi.Transform, describe))
  .middleware(InvalidParameters)
  .middleware(QueryParameters)
  .middleware(LoadShedding)
  .middleware(HostAuthentication)
  .annotateMerge(OpenApi.annotations({ title: "Accounts", description: "Contacts of the accounts of an organization" }))

const ofHost = { unauthorized: hostUnauthorizedExample, headers: {} }
const describeReading = describeList(ofHost)

const contacts = HttpApiGroup.make("contacts")
  .add(
    listContactsEndpoint.annotate(OpenApi.Transform, describeReading),
    exportContactsEndpoint.annotate(OpenApi.Transform, describeReading),
    listAccountsEndpoint.annotate(OpenApi.Transform, describeReading),
    listContactTypesEndpoint.annotate(OpenApi.Transform, describeReading),
  )
  .middleware(InvalidParameters)
  .middleware(QueryParameters)
  .middleware(LoadShedding)
  .middleware(HostAuthentication)
  .annotateMerge(OpenApi.annotations({ title: "Contacts", description: "What an organization has" }))

const imports = HttpApiGroup.make("imports")
  .add(
    listImportsEndpoint.annotate(OpenApi.Transform, describeList({ ...ofHost, ...listingErrors })),
    undoImportEndpoint.annotate(OpenApi.Transform, describeList({ ...ofHost, ...undoErrors })),
  )
  .middleware(InvalidParameters)
  .middleware(QueryParameters)
  .middleware(LoadShedding)
  .middleware(HostAuthentication)
  .annotateMerge(OpenApi.annotations({ title: "Imports", description: "Bulk creates that were given a name" }))

const api = HttpApi.make("bulk-contacts")
  .add(accounts, contacts, imports)
  .annotateMerge(
    OpenApi.annotations({ ...apiInfo(hostUnauthorizedExample), servers: [{ url: "/", description: "This server" }] }),
  )

/** The HTTP contract as part of another service, without what the host has itself: health, metrics, API keys. */
export const mountedApi = (prefix: Prefix) => api.prefix(checkPrefix(prefix))

/** What the OpenAPI document of the mounted API says about its host. */
export interface OpenApiOptions {
  /** How the host authenticates requests. Default: the document does not say it. */
  readonly securityScheme?: SecurityScheme
}

/**
 * The OpenAPI document of the mounted API, for hosts that merge it into their own. Throws a `TypeError` if no path of a
 * request could begin with the prefix.
 */
export const openApiDocument = (prefix: Prefix, { securityScheme }: OpenApiOptions = {}): OpenApi.OpenAPISpec => {
  const document = OpenApi.fromApi(mountedApi(prefix))
  return securityScheme === undefined ? document : withSecurity(document, securityScheme)
}

/** The path at which the mounted API serves that document. */
export const openApiPath = (prefix: Prefix) => HttpRouter.prefixPath(OPENAPI_PATH, prefix) as Prefix
