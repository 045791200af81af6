import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { bulkCreateContacts } from "@bulk-contacts/core"
import { assert, layer } from "@effect/vitest"
import { Context, Effect, Layer, Redacted } from "effect"
import { countingProxy } from "./support/countingProxy.ts"
import { migratedDatabase } from "./support/databases.ts"
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
  const roundTripsOf = Effect.fnUntraced(function* (contacts: number, accounts: number, existing: boolean) {
    const { id, accountIds } = yield* createOrganization(accounts)
    const request = {
      contacts: emails(contacts).map((email, i) => ({ email, accountIds: [accountIds[i % accounts] ?? "A0"] })),
      accountIds,
    }
    if (existing) yield* bulkCreateContacts(id, request)
    const count = yield* RoundTrips
    const before = count()
    yield* bulkCreateContacts(id, request)
    return count() - before
  })

  it.effect("are the same for 1, 100 and 10,000 contacts, 1 and 500 accounts, new and existing", () =>
    Effect.gen(function* () {
      for (const existing of [false, true]) {
        for (const accounts of [1, 500]) {
          for (const contacts of [1, 100, 10_000]) {
            // Begin, time-outs, accounts, the default contact type, insert, commit.
            assert.strictEqual(yield* roundTripsOf(contacts, accounts, existing), 6)
          }
        }
      }
    }),
  )
})
