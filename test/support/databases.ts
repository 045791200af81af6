import { readFile } from "node:fs/promises"
import { PgClient } from "@effect/sql-pg"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { inject } from "vitest"

/**
 * A client with one connection that is not the store's, as another program has. In it, the tables of the store can be
 * named without their schema.
 */
export const layerConnection = (url: string) => layerPlainConnection(withSearchPath(url, "bulk_contacts,public"))

/** The same, with the `search_path` of the URL or the database. */
export const layerPlainConnection = (url: string) => PgClient.layer({ url: Redacted.make(url), maxConnections: 1 })

/** The URL with the `search_path` that connections begin with. */
export const withSearchPath = (url: string, path: string): string => {
  const withOptions = new URL(url)
  withOptions.searchParams.set("options", `-c search_path=${path}`)
  return withOptions.href
}

/** The URL of the database `name` on the server of `url`. */
export const withDatabase = (url: string, name: string): string => {
  const named = new URL(url)
  named.pathname = `/${name}`
  return named.href
}

/** Creates a database and returns its URL. */
export const createDatabase = (url: string, name: string, template = "template0") =>
  Effect.flatMap(
    SqlClient.SqlClient,
    // To copy the files takes a third of the CPU time of writing each page to the log.
    (sql) => sql`create database ${sql(name)} template ${sql(template)} encoding 'UTF8' strategy file_copy`,
  ).pipe(Effect.as(withDatabase(url, name)), Effect.provide(layerConnection(url)), Effect.orDie)

/** Drops a database and closes the connections to it. */
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

/** The URL of a new database that has the schema. It is dropped when the scope closes. */
export const migratedDatabase = Effect.suspend(() => scopedDatabase(inject("postgresTemplate")))

/** The URL of a new database without any table. It is dropped when the scope closes. */
export const emptyDatabase = scopedDatabase(undefined)

const recipe = Effect.promise(() => readFile(new URL("../../docs/partitioning.sql", import.meta.url), "utf8"))

/** The URL of a new database whose tables are partitioned as the documentation shows. It is dropped when the scope closes. */
export const partitionedDatabase = Effect.gen(function* () {
  const url = yield* migratedDatabase
  const statement = yield* recipe
  yield* Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(statement)).pipe(Effect.provide(layerConnection(url)))
  return url
})
