import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { bulkCreateContacts, Contacts, EmailAddress } from "@bulk-contacts/core"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { assert, layer } from "@effect/vitest"
import { Cause, Effect, Exit, Layer, Logger, Redacted, References, Tracer } from "effect"
import { SqlClient } from "effect/sql"
import { contactOf, createOrganization } from "./support/organization.ts"
import { layerPostgres } from "./support/stores.ts"

const textOf = ({ name, attributes, status, events }: Tracer.NativeSpan): string => {
  const failure =
    status._tag === "Ended" && Exit.isFailure(status.exit)
      ? Cause.prettyErrors(status.exit.cause, { includeCauseInStack: true }).map(({ stack }) => stack)
      : []
  return [name, ...[...attributes].flat(), ...events.flat(), ...failure].map(String).join("\n")
}

/** The spans of an effect and of all that it calls, and the log lines about its failure. */
const observed = Effect.fnUntraced(function* <A, E, R>(effect: Effect.Effect<A, E, R>) {
  const spans: Array<Tracer.NativeSpan> = []
  const lines: Array<string> = []
  const tracer: Tracer.Tracer = {
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    },
  }
  yield* effect.pipe(
    Effect.tapCause((cause) => Effect.logError("It failed", cause)),
    Effect.exit,
    Effect.provideService(Tracer.Tracer, tracer),
    Effect.provide(Logger.layer([Logger.map(Logger.formatJson, (line) => lines.push(line))])),
  )
  return { spans: spans.map(textOf), lines }
})

/** A trigger of the operator's, which rejects every contact. */
const createTrigger = Effect.fnUntraced(function* (sql: SqlClient.SqlClient, body: string) {
  yield* sql.unsafe(`create function reject() returns trigger language plpgsql as $$ begin ${body}; return new; end $$`)
  yield* sql`create trigger reject before insert on contacts for each row execute function reject()`
})

layer(layerPostgres, { excludeTestServices: true })("Spans and logs contain no values of a statement", (it) => {
  it.effect("that succeeds", () =>
    Effect.gen(function* () {
      const { id } = yield* createOrganization()
      const contacts = [{ email: "secretive@example.com", firstName: "secretive" }]
      const { spans } = yield* observed(bulkCreateContacts(id, { contacts }, { outcomes: true }))
      assert.isTrue(spans.some((text) => text.includes(`insert into "bulk_contacts"."contacts"`)))
      assert.notInclude(spans.join("\n"), "secretive")
    }),
  )

  it.effect("that the database rejects with an error that quotes the row", () =>
    Effect.gen(function* () {
      const { id } = yield* createOrganization()
      const tooLong = {
        ...contactOf("ada@example.com"),
        email: EmailAddress.make(`${"secretive".repeat(30)}@example.com`),
      }
      const { spans, lines } = yield* observed((yield* Contacts).insertNew(id, [tooLong]))
      assert.include(spans.join("\n"), "contacts_email_check")
      assert.include(lines.join("\n"), "contacts_email_check")
      assert.notInclude([...spans, ...lines].join("\n"), "secretive")
    }),
  )

  const triggers = {
    "that a trigger of the operator raises": `raise exception 'No %', new.email
      using detail = new.email, hint = new.email, table = new.email, constraint = new.email`,
    "about a value that cannot be converted": "perform new.first_name::int",
  }
  for (const [error, body] of Object.entries(triggers)) {
    it.effect(`that fails with an error ${error}`, () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const { id } = yield* createOrganization()
        yield* createTrigger(sql, body)
        const contacts = [{ email: "secretive@example.com", firstName: "secretive" }]
        const { spans, lines } = yield* observed(bulkCreateContacts(id, { contacts }))
        yield* sql.unsafe("drop function reject cascade")
        assert.match(lines.join("\n"), /SQLSTATE (P0001|22P02)/)
        assert.match(spans.join("\n"), /SQLSTATE (P0001|22P02)/)
        assert.notInclude([...spans, ...lines].join("\n"), "secretive")
      }),
    )
  }
})

const withMessages = Layer.unwrap(
  Effect.map(migratedDatabase, (url) =>
    Layer.merge(PostgresStore.layer({ url: Redacted.make(url), logMessages: true }), layerConnection(url)),
  ),
)

layer(withMessages, { excludeTestServices: true })("PostgreSQL's messages, if the operator asks for them,", (it) => {
  it.effect("are logged at debug level, and nowhere else", () =>
    Effect.gen(function* () {
      const { id } = yield* createOrganization()
      yield* createTrigger(yield* SqlClient.SqlClient, "raise exception 'No %', new.email")
      const create = bulkCreateContacts(id, { contacts: ["secretive@example.com"] })
      const atInfo = yield* observed(create)
      assert.notInclude([...atInfo.spans, ...atInfo.lines].join("\n"), "secretive")
      const atDebug = yield* Effect.provideService(observed(create), References.MinimumLogLevel, "Debug")
      const quoting = atDebug.lines.filter((line) => line.includes("secretive"))
      assert.isNotEmpty(quoting)
      for (const line of quoting) assert.strictEqual(JSON.parse(line).level, "DEBUG")
      assert.notInclude(atDebug.spans.join("\n"), "secretive")
    }),
  )
})
