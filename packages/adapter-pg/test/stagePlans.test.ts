import { OrganizationId } from "@bulk-contacts/core"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { assert, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { SqlClient, type Statement } from "effect/sql"
import { DEFAULT_SCHEMA, makeDatabase } from "../src/sql/Database.ts"
import { countUnknownEmails, insertFirstOfEachEmail, recordOwners } from "../src/sql/stagedContacts.ts"

interface PlanNode {
  readonly "Node Type": string
  readonly "Relation Name"?: string
  readonly "Index Cond"?: string
  readonly "Join Type"?: string
  readonly Plans?: ReadonlyArray<PlanNode>
}

const nodesOf = (plan: PlanNode): ReadonlyArray<PlanNode> => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** The nodes of the plan that PostgreSQL makes for a statement now. */
const planOf = Effect.fnUntraced(function* (statement: Statement.Statement<unknown>) {
  const sql = yield* SqlClient.SqlClient
  const [text, params] = statement.compile()
  const [row] = yield* sql.unsafe<{ readonly "QUERY PLAN": ReadonlyArray<{ readonly Plan: PlanNode }> }>(
    `explain (format json) ${text}`,
    params,
  )
  return (row?.["QUERY PLAN"] ?? []).flatMap(({ Plan }) => nodesOf(Plan))
})

const stage = { organizationId: OrganizationId.make("acme"), stageId: crypto.randomUUID() }

/** Stages contacts in batches of a size, each with values of its own. */
const fillStage = Effect.fnUntraced(function* (stageId: string, contacts: number, batchSize: number) {
  const sql = yield* SqlClient.SqlClient
  const shared = `{"contact_type":"CT1","source":null,"created_at":"2026-01-01T00:00:00Z","account_ids":[]}`
  yield* sql`
    insert into staged_contacts (
      organization_id, stage_id, start, ids, emails, first_names, last_names, phone_numbers, avatar_urls,
      custom_field_values, metadata, shared, shared_numbers
    )
    select
      'acme', ${stageId}, start, array_agg(gen_random_uuid()), array_agg(n || '@example.com'), array_agg('Ada'::text),
      array_agg(null::text), array_agg(null::text), array_agg(null::text), array_agg(null::text), array_agg(null::text),
      array_agg(${shared}::text), array_agg(n - start)
    from generate_series(0, ${contacts - 1}::int, ${batchSize}::int) as start
    cross join generate_series(start + 1, start + ${batchSize}::int) as n
    group by start`
})

const fill = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`insert into organizations (id, name) values ('acme', 'Acme')`
  yield* sql`insert into contact_types (organization_id, id, name) values ('acme', 'CT1', 'A type')`
  yield* sql`
    insert into contacts (organization_id, id, email, first_name, contact_type, created_at, updated_at)
    select 'acme', gen_random_uuid(), n || '@example.com', 'Ada', 'CT1', now(), now() from generate_series(1, 5000) as n`
  yield* fillStage(stage.stageId, 5000, 500)
})

const empty = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`truncate contacts, contact_types, staged_contacts`
  yield* sql`delete from organizations`
})

const layerDatabase = Layer.unwrap(
  Effect.map(migratedDatabase, (url) =>
    Layer.tap(layerConnection(url), (context) =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* sql`alter table contacts set (autovacuum_enabled = false)`
        yield* sql`alter table staged_contacts set (autovacuum_enabled = false)`
      }).pipe(Effect.provideContext(context), Effect.orDie),
    ),
  ),
)

layer(layerDatabase, { excludeTestServices: true })(
  "The time for staged contacts grows with their number only:",
  (it) => {
    it.effect("each email is looked up in the index, whatever the statistics say", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const database = makeDatabase(sql, DEFAULT_SCHEMA)
        const assertLookups = Effect.gen(function* () {
          for (const statement of [countUnknownEmails(database, stage), recordOwners(database, stage)]) {
            const scans = (yield* planOf(statement)).filter((node) => node["Relation Name"] === "contacts")
            assert.isNotEmpty(scans)
            for (const scan of scans) assert.match(scan["Index Cond"] ?? "none", /\(email = /)
          }
        })
        yield* fill
        yield* assertLookups
        yield* sql`analyze contacts`
        yield* assertLookups
        yield* sql`analyze staged_contacts`
        yield* assertLookups
        yield* empty
        yield* sql`analyze contacts, staged_contacts`
        yield* fill
        yield* assertLookups
        yield* empty
      }),
    )

    it.effect("contacts and shared values are hashed or merged, also if all other stages have one contact", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* fill
        for (let i = 0; i < 300; i++) yield* fillStage(crypto.randomUUID(), 1, 1)
        yield* sql`analyze staged_contacts`
        const joins = (yield* planOf(insertFirstOfEachEmail(makeDatabase(sql, DEFAULT_SCHEMA), stage))).filter(
          (node) => node["Join Type"] === "Full",
        )
        assert.lengthOf(joins, 1)
        yield* empty
      }),
    )
  },
)
