import type * as OpenApi from "effect/http-api/OpenApi"

/**
 * The head of the OpenAPI document, for the server's own API and for the mounted one. The message of their 401 differs, so
 * its example is not part of the error's schema, but interactive documentation shows no other one.
 */
export const apiInfo = (unauthorized: { readonly message: string }) =>
  ({
    title: "bulk-contacts",
    version: "1.0.0",
    description: "Creates contacts in bulk.",
    license: { name: "MIT", identifier: "MIT" },
    // There are no annotations for these.
    transform: ({ info, components, ...document }) => {
      const { Unauthorized } = components.schemas
      const message = { ...Unauthorized.properties.message, examples: [unauthorized.message] }
      const schemas = {
        ...components.schemas,
        Unauthorized: { ...Unauthorized, properties: { ...Unauthorized.properties, message } },
      }
      return {
        ...document,
        info: { ...info, contact: { name: "The bulk-contacts authors" } },
        components: { ...components, schemas },
      }
    },
  }) satisfies Parameters<typeof OpenApi.annotations>[0]
