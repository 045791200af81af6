import process from "node:process"
import { Administration, Migrations, PostgresStore } from "@bulk-contacts/adapter-pg"
import { AccountId, ContactTypeId, OrganizationId } from "@bulk-contacts/core"
import { Effect, Redacted } from "effect"
import { makeHandler } from "./makeHandler.js"
import { useServer } from "./useServer.js"

const url = process.env.HOSTS_DATABASE_URL
const store = PostgresStore.layer({ url: Redacted.make(url), schema: process.argv.at(-1) })
const organizationId = OrganizationId.make("acme")

const setUp = Effect.gen(function* () {
  const migrations = yield* Migrations
  yield* migrations.run
  const administration = yield* Administration
  yield* administration.createOrganization({ id: organizationId, name: "Acme" })
  yield* administration.createAccount({ organizationId, id: AccountId.make("A1"), name: "A1" })
  const lead = { id: ContactTypeId.make("CT1"), name: "Lead", isDefault: true }
  yield* administration.createContactType({ organizationId, ...lead })
})
await Effect.runPromise(Effect.provide(setUp, store))

const { handle, dispose } = await makeHandler(store)
const serve = globalThis.Bun
  ? () => Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: (request) => handle(request) })
  : () => Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => handle(request))
const server = serve()
await useServer(`http://127.0.0.1:${server.port ?? server.addr.port}`)
await (server.stop?.(true) ?? server.shutdown())
await dispose()
console.log("served from PostgreSQL")
