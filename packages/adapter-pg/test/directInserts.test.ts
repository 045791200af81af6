import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { bulkCreateContacts, DirectInserts, StoreFailure, UnitOfWork } from "@bulk-contacts/core"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { assert, layer } from "@effect/vitest"
import { Effect, Fiber, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { contactOf, createOrganization, emails, TYPE } from "./support/organization.ts"

const layerStore = Layer.unwrap(
  Effect.map(migratedDatabase, (url) =>
    Layer.merge(PostgresStore.layer({ url: Redacted.make(url) }), layerConnection(url)),
  ),
)

layer(layerStore, { excludeTestServices: true })("Small requests that share an insert", (it) => {
  it.effect("wait for nobody's lock but their own", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { id } = yield* createOrganization()
      const create = (email: string) => bulkCreateContacts(id, { contacts: [email] })
      const whileLocked = Effect.gen(function* () {
        yield* sql`
          insert into contacts (organization_id, id, email, first_name, contact_type, created_at, updated_at)
          values (${id}, ${crypto.randomUUID()}, 'locked@example.com', 'Ada', ${TYPE}, now(), now())`
        const waiting = yield* Effect.forkDetach(create("locked@example.com"))
        const all = yield* Effect.forEach(emails(30), create, { concurrency: "unbounded" })
        assert.isTrue(all.every(({ created }) => created === 1))
        assert.isUndefined(waiting.pollUnsafe())
        yield* sql`delete from contacts where organization_id = ${id} and email = 'locked@example.com'`
        return waiting
      })
      const waiting = yield* sql.withTransaction(whileLocked)
      assert.strictEqual((yield* Fiber.join(waiting)).created, 1)
    }),
  )

  it.effect("fail for nobody's contacts but their own", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { id } = yield* createOrganization(1)
      yield* sql.unsafe(`
        create function reject() returns trigger language plpgsql as $$ begin
          if new.email like 'bad%' then raise exception 'No'; end if;
          return new;
        end $$`)
      yield* sql`create trigger reject before insert on contacts for each row execute function reject()`
      const create = (email: string) =>
        Effect.result(bulkCreateContacts(id, { contacts: [email], accountIds: email.startsWith("none") ? "A9" : "A0" }))
      const names = Array.from({ length: 30 }, (_, i) => `${["bad", "none", "good"][i % 3]}${i}@example.com`)
      const results = yield* Effect.forEach(names, create, { concurrency: "unbounded" })
      const tags: ReadonlyArray<unknown> = results.map((result) =>
        result._tag === "Success" ? result.success.created : result.failure._tag,
      )
      assert.deepStrictEqual(
        tags,
        names.map((_, i) => (["StoreFailure", "ReferenceNotFound", 1] as const)[i % 3]),
      )
      const [row] = yield* sql`select count(*)::int as count from contacts where organization_id = ${id}`
      assert.strictEqual(row?.["count"], 10)
    }),
  )

  it.effect("are part of the unit of work in which they are made", () =>
    Effect.gen(function* () {
      const { id } = yield* createOrganization()
      const { atomically } = yield* UnitOfWork
      const lost = new StoreFailure({ retryable: false, cause: new Error("The caller's") })
      const create = bulkCreateContacts(id, { contacts: ["ada@example.com"] })
      yield* Effect.flip(atomically(Effect.andThen(create, Effect.fail(lost))))
      assert.strictEqual((yield* create).created, 1)
    }),
  )
})

layer(layerStore, { excludeTestServices: true })("A direct insert", (it) => {
  it.effect("returns the ids that it inserted, and null if a reference does not exist", () =>
    Effect.gen(function* () {
      const direct = yield* DirectInserts
      const { id } = yield* createOrganization(1)
      const [first, second] = [contactOf("ada@example.com", ["A0"]), contactOf("grace@example.com")]
      const insert = (contacts: ReadonlyArray<typeof first>, accountIds: typeof first.accountIds) =>
        direct?.insertNew(id, contacts, { accountIds, contactTypes: [TYPE], needsDefaultContactType: false }) ??
        Effect.die("no shortcut")
      assert.deepStrictEqual(yield* insert([first], first.accountIds), new Set([first.id]))
      assert.deepStrictEqual(yield* insert([{ ...first, id: second.id }], first.accountIds), new Set())
      assert.isNull(yield* insert([second], contactOf("", ["A0", "A9"]).accountIds))
      assert.deepStrictEqual(yield* insert([second], []), new Set([second.id]))
    }),
  )
})
