import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { bulkCreateContacts, type OrganizationId } from "@bulk-contacts/core"
import { migratedDatabase } from "@bulk-contacts/test-support/databases"
import { assert, layer } from "@effect/vitest"
import { Context, Effect, Layer, Redacted } from "effect"
import { countingProxy } from "./support/countingProxy.ts"
import { createOrganization, emails } from "./support/organization.ts"

class RoundTrips extends Context.Service<RoundTrips, () => number>()("test/RoundTrips") {}

const layerCounted = Layer.unwrap(
  Effect.gen(function* () {
    const proxy = yield* countingProxy(yield* migratedDatabase)
    const store = PostgresStore.layer({ url: Redacted.make(proxy.url) })
    return Layer.merge(store, Layer.succeed(RoundTrips, proxy.roundTrips))
  }),
)

layer(layerCounted, { excludeTestServices: true })("The round trips of a request", (it) => {
  const create = Effect.fnUntraced(function* (id: OrganizationId, contacts: number, accountIds: ReadonlyArray<string>) {
    const roundTrips = yield* RoundTrips
    const before = roundTrips()
    yield* bulkCreateContacts(id, {
      contacts: emails(contacts).map((email, i) => ({
        email: `${contacts}-${email}`,
        accountIds: [accountIds[i % accountIds.length] ?? ""],
      })),
      accountIds,
    })
    return roundTrips() - before
  })

  it.effect("are the same for 1, 100 and 10,000 contacts, 1 and 500 accounts, new and existing", () =>
    Effect.gen(function* () {
      for (const accounts of [1, 500]) {
        const { id, accountIds } = yield* createOrganization(accounts)
        for (const contacts of [1, 100, 10_000]) {
          // What begins it with the accounts and the default contact type; insert; commit.
          assert.strictEqual(yield* create(id, contacts, accountIds), 3)
          assert.strictEqual(yield* create(id, contacts, accountIds), 3)
        }
      }
    }),
  )
})
