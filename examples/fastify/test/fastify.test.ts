import { mountedSuite } from "../../support/mountedSuite.ts"
import { makeApp } from "../app.ts"

mountedSuite("Fastify", async (store) => {
  const app = await makeApp(store, "a secret")
  return {
    origin: await app.listen({ host: "127.0.0.1", port: 0 }),
    credentials: async (organization) => ({ authorization: `Bearer ${app.jwt.sign({ organization })}` }),
    close: () => app.close(),
  }
})
