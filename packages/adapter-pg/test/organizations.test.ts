import { Administration, PostgresStore } from "@bulk-contacts/adapter-pg"
import {
  ApiKeys,
  type BulkCreateStreamPorts,
  bulkCreateContactStream,
  bulkCreateContacts,
  OrganizationId,
} from "@bulk-contacts/core"
import { migratedDatabase } from "@bulk-contacts/test-support/databases"
import { assert, it, layer } from "@effect/vitest"
import { Effect, Layer, Redacted, Stream } from "effect"
import { createOrganization, emails } from "./support/organization.ts"
import { statementsOf } from "./support/statementsOf.ts"

/** Whatever a request can do: look up a key; create contacts from a list or a stream, with every option. */
const makeRequests = Effect.gen(function* () {
  const { id, accountIds } = yield* createOrganization(1)
  const { key } = yield* (yield* Administration).createApiKey(id)
  return Effect.gen(function* () {
    yield* (yield* ApiKeys).organizationOf(key)
    for (const [i, options] of [{ dryRun: true }, { lenient: true }, { idempotencyKey: "key" }].entries()) {
      yield* bulkCreateContacts(id, { contacts: emails(2 + i), accountIds }, { ...options, outcomes: true })
      const contacts = Stream.fromIterable(emails(10 + i).map((email) => ({ contact: { email, accountIds } })))
      const stream = options.idempotencyKey === undefined ? options : { idempotencyKey: "stream" }
      const { outcomes } = yield* bulkCreateContactStream(id, contacts, {}, { ...stream, outcomes: true })
      yield* Stream.runDrain(outcomes ?? Stream.empty)
    }
  }).pipe(Effect.scoped)
})

const withoutSchema = (statement: string) => statement.replaceAll(/"bulk_contacts"\."(\w+)"/g, "$1")

const isOfSession = (statement: string) => /^select set_config\([^()]*\)$/.test(statement)

const isKeyLookup = (statement: string) => /^select .* from api_keys where hash = /.test(statement)

const tables = "api_keys|accounts|contact_types|contacts|idempotency_records|organizations|staged_contacts"

const countMatches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length

/** Whether a statement names the organization once for each table that it reads or changes. */
const namesOrganization = (statement: string) => {
  const insertsValues = /^insert into \w+ \( ?organization_id,.*\) values \( ?\$1,/.test(statement)
  const read = countMatches(statement, new RegExp(`\\b(from|join|update) (${tables})\\b`, "g"))
  const named = countMatches(
    statement,
    /\borganization_id = \$|\borganizations\.id = \$|from organizations where id = \$/g,
  )
  return named >= read && (named > 0 || insertsValues)
}

const layerStore = Layer.unwrap(Effect.map(migratedDatabase, (url) => PostgresStore.layer({ url: Redacted.make(url) })))

it("a statement names its organization only if it does so for each table", () => {
  for (const statement of [
    "select id from contacts where email = $1",
    "insert into contacts (id, organization_id) values ($1, $2)",
    "delete from staged_contacts where staged_at < now()",
    "select count(*) from staged_contacts where organization_id = $1 and not exists ( select from contacts )",
  ])
    assert.isFalse(namesOrganization(statement), statement)
  assert.isTrue(namesOrganization("select id from contacts where organization_id = $1"))
  assert.isTrue(namesOrganization("insert into idempotency_records (organization_id, key) values ($1, $2)"))
})

layer(layerStore, { excludeTestServices: true })("A request", (it) => {
  it.effect("of an organization that does not exist is a defect that names it", () =>
    Effect.gen(function* () {
      const ghost = OrganizationId.make("ghost")
      const contacts = [{ contact: { email: "ada@example.com", accountIds: "A1" } }]
      const requests: ReadonlyArray<Effect.Effect<unknown, unknown, BulkCreateStreamPorts>> = [
        bulkCreateContacts(ghost, { contacts: ["ada@example.com"] }),
        Effect.scoped(bulkCreateContactStream(ghost, Stream.fromIterable(contacts), {}, { lenient: true })),
      ]
      for (const request of requests)
        assert.include(String(yield* Effect.exit(request)), "Die(Error: The organization ghost does not exist)")
    }),
  )

  it.effect(
    "runs each statement where its organization is: the statement names it, and does nothing for the session",
    () =>
      Effect.gen(function* () {
        const statements = (yield* statementsOf(yield* makeRequests)).map(withoutSchema)
        for (const part of [
          "from api_keys",
          "update api_keys",
          "from accounts",
          "from contact_types",
          "insert into contacts",
          "from contacts",
          "insert into staged_contacts",
          "from staged_contacts",
          "update staged_contacts",
          "delete from staged_contacts",
          "pg_try_advisory_xact_lock",
          "from idempotency_records",
          "insert into idempotency_records",
          "set_config",
        ]) {
          assert.isTrue(
            statements.some((statement) => statement.includes(part)),
            `no statement has: ${part}`,
          )
        }
        const others = statements.filter((statement) => !isOfSession(statement) && !isKeyLookup(statement))
        assert.deepStrictEqual(
          others.filter((statement) => !namesOrganization(statement) || statement.includes("set_config")),
          [],
        )
      }),
  )
})
