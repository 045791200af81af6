import { type BulkCreateOptions, bulkCreateContacts, type OrganizationId } from "@bulk-contacts/core"
import { migratedDatabase } from "@bulk-contacts/test-support/databases"
import { assert, layer } from "@effect/vitest"
import { Context, Effect, Layer, Redacted } from "effect"
import { layerPostgresClient } from "../src/connection/PostgresClient.ts"
import { layerPorts } from "../src/layerPorts.ts"
import { createOrganization, emails } from "./support/organization.ts"
import { WithholdingStream } from "./support/WithholdingStream.ts"

class RoundTrips extends Context.Service<RoundTrips, () => number>()("test/RoundTrips") {}

/** The store on one connection whose round trips are counted. */
const layerCounted = Layer.unwrap(
  Effect.map(migratedDatabase, (url) => {
    let count = 0
    const stream = () => new WithholdingStream(url, () => count++)
    const client = layerPostgresClient({
      url: Redacted.make(url),
      stream,
      maxConnections: 1,
      applicationName: "test",
    })
    return Layer.merge(
      Layer.provide(layerPorts(), client),
      Layer.succeed(RoundTrips, () => count),
    )
  }),
)

// On a test clock, which stands still: no loop over contacts takes so long that it yields to the event loop.
layer(layerCounted)("The round trips of a request", (it) => {
  const create = Effect.fnUntraced(function* (
    id: OrganizationId,
    contacts: number,
    accountIds: ReadonlyArray<string>,
    options?: BulkCreateOptions,
  ) {
    const roundTrips = yield* RoundTrips
    const before = roundTrips()
    const request = {
      contacts: emails(contacts).map((email, i) => ({
        email: `${contacts}-${email}`,
        accountIds: [accountIds[i % accountIds.length] ?? ""],
      })),
      accountIds,
    }
    yield* bulkCreateContacts(id, request, options)
    return roundTrips() - before
  })

  it.effect("are 1 for 1 and 100 contacts, and 3 for 10,000, with 1 and 500 accounts, new and existing", () =>
    Effect.gen(function* () {
      for (const accounts of [1, 500]) {
        const { id, accountIds } = yield* createOrganization(accounts)
        for (const contacts of [1, 100, 10_000]) {
          // A small request is sent at once; otherwise begin, accounts and default contact type; insert; commit.
          const expected = contacts <= 500 ? 1 : 3
          assert.strictEqual(yield* create(id, contacts, accountIds), expected)
          assert.strictEqual(yield* create(id, contacts, accountIds), expected)
        }
      }
    }),
  )

  it.effect("are 3 for the outcomes of a dry run, which looks the owners of emails up once", () =>
    Effect.gen(function* () {
      const { id, accountIds } = yield* createOrganization(1)
      assert.strictEqual(yield* create(id, 100, accountIds, { dryRun: true, outcomes: true }), 3)
    }),
  )
})
