import type * as OpenApi from "effect/http-api/OpenApi"

/** A Security Scheme Object of OpenAPI 3.1, such as `{ type: "http", scheme: "bearer" }`. */
export interface SecurityScheme {
  readonly type: "apiKey" | "http" | "mutualTLS" | "oauth2" | "openIdConnect"
  readonly [property: string]: unknown
}

const NAME = "Host"

/** The document of an API all of whose operations require this kind of authentication. */
export const withSecurity = (document: OpenApi.OpenAPISpec, scheme: SecurityScheme): OpenApi.OpenAPISpec => {
  const secured = (operations: object) =>
    Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => [method, { ...operation, security: [{ [NAME]: [] }] }]),
    )
  return {
    ...document,
    components: {
      ...document.components,
      // Effect's type has fewer kinds of schemes than OpenAPI.
      securitySchemes: { [NAME]: scheme as unknown as OpenApi.OpenAPISecurityScheme },
    },
    paths: Object.fromEntries(Object.entries(document.paths).map(([path, item]) => [path, secured(item)])),
  }
}
