import { Administration, CountChanged, PostgresStore } from "@bulk-contacts/adapter-pg"
import { bulkCreateContacts, EmailAddress, OrganizationId } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { assert, describe, it } from "vitest"
import { emptyDatabaseUrl, setUpDatabase } from "./support/database.ts"
import { runInProcess } from "./support/runInProcess.ts"

const acme = OrganizationId.make("acme")

const start = async () => {
  const url = await emptyDatabaseUrl()
  await setUpDatabase(url)
  const inStore = <A, E>(effect: Effect.Effect<A, E, Effect.Services<typeof create> | Administration>) =>
    Effect.runPromise(Effect.provide(effect, PostgresStore.layer({ url: Redacted.make(url) })))
  return { inStore, run: (...args: ReadonlyArray<string>) => runInProcess(args, { DATABASE_URL: url }) }
}

const create = bulkCreateContacts(
  acme,
  { contacts: ["ann@example.com", { email: "bea@example.com", source: "Other" }], source: "Fair" },
  { idempotencyKey: "k1", outcomes: true },
)

const countAll = Effect.flatMap(Administration, ({ countContacts }) =>
  countContacts(acme, { createdAfter: new Date(0) }, { purge: false }),
)

describe("contact delete", () => {
  it("is refused without a condition, with an unknown or empty one, and without --yes; a dry run deletes nothing (E9)", async () => {
    const { inStore, run } = await start()
    await inStore(create)
    for (const [args, status, message] of [
      [[], 2, "specify which contacts to delete"],
      [["--yes"], 2, "specify which contacts to delete"],
      [["--sorce", "Fair", "--yes"], 2, "unknown option --sorce"],
      [["--source", "", "--yes"], 2, "--source: must not be empty"],
      [["--created-before", "2026-03-01", "--yes"], 2, "--created-before: must be a date and time"],
      [["--source", "Fair"], 2, "specify --yes"],
      [["--source", "Fair", "--dry-run"], 0, ""],
    ] as const) {
      const result = await run("contact", "delete", "--org", "acme", ...args)
      assert.strictEqual(result.status, status, result.stderr)
      assert.include(result.stderr, message)
    }
    assert.strictEqual(await inStore(countAll), 2)
    const unknown = await run("contact", "delete", "--org", "nobody", "--source", "Fair", "--yes")
    assert.include(unknown.stderr, "The organization nobody does not exist")
  })

  it("deletes what meets the conditions, as many as were shown", async () => {
    const { inStore, run } = await start()
    await inStore(create)
    const dryRun = await run("contact", "delete", "--org", "acme", "--source", "Fair", "--dry-run", "--json")
    assert.deepStrictEqual(JSON.parse(dryRun.stdout), { org: "acme", count: 1, purge: false, dryRun: true })
    const changed = Effect.flatMap(Administration, ({ deleteContacts }) =>
      deleteContacts(acme, { source: "Fair" }, { purge: false, expected: 2 }),
    )
    assert.deepStrictEqual(await inStore(Effect.flip(changed)), new CountChanged({ expected: 2, found: 1 }))
    assert.strictEqual(await inStore(countAll), 2)
    const deleted = await run("contact", "delete", "--org", "acme", "--source", "Fair", "--yes")
    assert.deepStrictEqual([deleted.status, deleted.stdout], [0, "Deleted 1 contact of organization acme\n"])
    assert.strictEqual(await inStore(countAll), 1)
  })

  it("purges a person: the deleted contact, the active one and the stored answers that name them", async () => {
    const { inStore, run } = await start()
    await inStore(create)
    await run("contact", "delete", "--org", "acme", "--email", "ann@example.com", "--yes")
    await inStore(bulkCreateContacts(acme, { contacts: ["ann@example.com"] }))
    const purged = await run("contact", "delete", "--org", "acme", "--email", "ANN@example.com", "--purge", "--yes")
    assert.strictEqual(purged.stdout, "Deleted 2 contacts of organization acme for good\n", purged.stderr)
    const ann = { email: EmailAddress.make("ann@example.com") }
    const left = Effect.flatMap(Administration, ({ countContacts }) => countContacts(acme, ann, { purge: true }))
    assert.strictEqual(await inStore(left), 0)
    const again = await inStore(create)
    assert.deepInclude(again, { created: 1, skipped: 1 })
    assert.isFalse(again.replayed)
  })
})
