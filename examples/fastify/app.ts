import { toWebRequest } from "@bulk-contacts/adapter-http/node"
import { createWebHandler } from "@bulk-contacts/adapter-http/web"
import type { MemoryStore } from "@bulk-contacts/adapter-memory"
import jwt from "@fastify/jwt"
import fastify, { type FastifyRequest } from "fastify"

/** A service on Fastify. Users authenticate with JSON Web Tokens that name their organization. */
export const makeApp = async (store: MemoryStore, secret: string) => {
  const contacts = await createWebHandler({
    store: store.layer,
    prefix: "/crm",
    openApi: true,
    authenticate: async (_request, fastifyRequest: FastifyRequest) => {
      const claims = await fastifyRequest.jwtVerify<{ organization?: string }>().catch(() => null)
      return claims?.organization
    },
  })

  const app = fastify()
  await app.register(jwt, { secret })
  app.post("/echo", async (request) => request.body)
  await app.register(async (crm) => {
    // In this scope, only the handler reads bodies.
    crm.removeAllContentTypeParsers()
    crm.addContentTypeParser("*", (_request, _body, done) => done(null))
    crm.all("/crm/*", (request, reply) => contacts.handle(toWebRequest(request.raw, reply.raw), request))
  })
  app.addHook("onClose", contacts.dispose)
  return app
}
