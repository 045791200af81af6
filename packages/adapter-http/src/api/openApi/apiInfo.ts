import type * as OpenApi from "effect/http-api/OpenApi"

/** The head of the OpenAPI document, for the server's own API and for the mounted one. */
export const apiInfo = {
  title: "bulk-contacts",
  version: "1.0.0",
  description: "Creates contacts in bulk.",
  license: { name: "MIT", identifier: "MIT" },
  // There is no annotation for it.
  transform: (document) => ({
    ...document,
    info: { ...document["info"], contact: { name: "The bulk-contacts authors" } },
  }),
} satisfies Parameters<typeof OpenApi.annotations>[0]
