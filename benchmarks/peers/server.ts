import { createHash } from "node:crypto"
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox"
import Fastify from "fastify"

declare module "fastify" {
  interface FastifyRequest {
    organizationId: string
  }
}

type OrganizationOf = (keyHash: string) => Promise<string | undefined>

/** A Fastify server that accepts requests whose API key belongs to an organization. */
export const makeServer = (organizationOf: OrganizationOf) => {
  const server = Fastify({ bodyLimit: 64 * 1024 * 1024 }).withTypeProvider<TypeBoxTypeProvider>()
  server.decorateRequest("organizationId", "")
  server.addHook("onRequest", async (request, reply) => {
    const key = request.headers["x-api-key"]
    const organizationId =
      typeof key === "string" ? await organizationOf(createHash("sha256").update(key).digest("hex")) : undefined
    if (organizationId === undefined) return reply.code(401).send({ message: "Invalid API key" })
    request.organizationId = organizationId
  })
  return server
}
