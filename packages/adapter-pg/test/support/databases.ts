import { readFile } from "node:fs/promises"
import { PgClient } from "@effect/sql-pg"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { inject } from "vitest"

/** One connection to a database, as another program has it. */
export const layerConnection = (url: string) => PgClient.layer({ url: Redacted.make(url), maxConnections: 1 })

/** A database of that name on the same server. */
export const withDatabase = (url: string, name: string): string => {
  const named = new URL(url)
  named.pathname = `/${name}`
  return named.href
}

export const createDatabase = (url: string, name: string, template = "template0") =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`create database ${sql(name)} template ${sql(template)} encoding 'UTF8'`,
  ).pipe(Effect.as(withDatabase(url, name)), Effect.provide(layerConnection(url)), Effect.orDie)

/** Whoever is still connected is thrown out. */
export const dropDatabase = (url: string, name: string) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql`drop database if exists ${sql(name)} with (force)`).pipe(
    Effect.provide(layerConnection(url)),
    Effect.orDie,
  )

const scopedDatabase = (template: string | undefined) =>
  Effect.acquireRelease(
    Effect.suspend(() => {
      const name = `bulk_contacts_${crypto.randomUUID()}`
      return Effect.map(createDatabase(inject("postgresUrl"), name, template), (url) => ({ name, url }))
    }),
    ({ name }) => dropDatabase(inject("postgresUrl"), name),
  ).pipe(Effect.map(({ url }) => url))

/** The URL of a fresh database with the schema in it; it is dropped with the scope. */
export const migratedDatabase = Effect.suspend(() => scopedDatabase(inject("postgresTemplate")))

export const emptyDatabase = scopedDatabase(undefined)

const recipe = Effect.promise(() => readFile(new URL("../../../../docs/partitioning.sql", import.meta.url), "utf8"))

/** The same, laid out in partitions as the documentation has it. */
export const partitionedDatabase = Effect.gen(function* () {
  const url = yield* migratedDatabase
  const statement = yield* recipe
  yield* Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(statement)).pipe(Effect.provide(layerConnection(url)))
  return url
})
