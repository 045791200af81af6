import { OrganizationId } from "@bulk-contacts/core"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { assert, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { SqlClient, type Statement } from "effect/sql"
import { countUnknownEmails, recordOwners } from "../src/sql/stagedContacts.ts"

interface PlanNode {
  readonly "Relation Name"?: string
  readonly "Index Cond"?: string
  readonly Plans?: ReadonlyArray<PlanNode>
}

const nodesOf = (plan: PlanNode): ReadonlyArray<PlanNode> => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** How the plan of a statement finds contacts: the index conditions of its scans of the table. */
const findConditions = Effect.fnUntraced(function* (statement: Statement.Statement<unknown>) {
  const sql = yield* SqlClient.SqlClient
  const [text, params] = statement.compile()
  const [row] = yield* sql.unsafe<{ readonly "QUERY PLAN": ReadonlyArray<{ readonly Plan: PlanNode }> }>(
    `explain (format json) ${text}`,
    params,
  )
  const nodes = (row?.["QUERY PLAN"] ?? []).flatMap(({ Plan }) => nodesOf(Plan))
  return nodes.filter((node) => node["Relation Name"] === "contacts").map((node) => node["Index Cond"] ?? "none")
})

const stage = { organizationId: OrganizationId.make("acme"), stageId: crypto.randomUUID() }

const fill = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`insert into organizations (id, name) values ('acme', 'Acme')`
  yield* sql`insert into contact_types (organization_id, id, name) values ('acme', 'CT1', 'A type')`
  yield* sql`
    insert into contacts (organization_id, id, email, first_name, contact_type, created_at, updated_at)
    select 'acme', gen_random_uuid(), n || '@example.com', 'Ada', 'CT1', now(), now() from generate_series(1, 5000) as n`
  yield* sql`
    insert into staged_contacts (
      organization_id, stage_id, start, ids, emails, first_names, last_names, phone_numbers, avatar_urls,
      custom_field_values, metadata, shared, shared_numbers
    )
    select 'acme', ${stage.stageId}, start, '{}', array_agg(n || '@example.com'), '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}'
    from generate_series(0, 4500, 500) as start cross join generate_series(start + 1, start + 500) as n
    group by start`
})

const layerDatabase = Layer.unwrap(Effect.map(migratedDatabase, layerConnection))

layer(layerDatabase, { excludeTestServices: true })(
  "Statements on staged contacts look each email up by an index",
  (it) => {
    it.effect("whatever the statistics say", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const assertLookups = Effect.gen(function* () {
          for (const statement of [countUnknownEmails(sql, stage), recordOwners(sql, stage)]) {
            const conditions = yield* findConditions(statement)
            assert.isNotEmpty(conditions)
            for (const condition of conditions) assert.match(condition, /\(email = /)
          }
        })
        yield* sql`alter table contacts set (autovacuum_enabled = false)`
        yield* sql`alter table staged_contacts set (autovacuum_enabled = false)`
        yield* fill
        yield* assertLookups
        yield* sql`analyze contacts`
        yield* assertLookups
        yield* sql`analyze staged_contacts`
        yield* assertLookups
        // The statistics are now those of a table with few contacts.
        yield* sql`truncate contacts`
        yield* sql`analyze contacts`
        yield* sql`delete from contact_types`
        yield* sql`delete from organizations`
        yield* sql`delete from staged_contacts`
        yield* fill
        yield* assertLookups
      }),
    )
  },
)
