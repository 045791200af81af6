import type { SqlRunner } from "@bulk-contacts/adapter-sql"
import { sql as drizzleSql } from "drizzle-orm"
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js"
import type { Knex } from "knex"
import { CompiledQuery, type Kysely, type Transaction } from "kysely"
import type postgres from "postgres"
import type { DataSource, EntityManager } from "typeorm"

export const postgresJs = (sql: postgres.Sql): SqlRunner<postgres.TransactionSql> => ({
  transaction: (run) => sql.begin(run),
  query: (tx, text, parameters) => tx.unsafe(text, parameters),
})

type DrizzleTx = Parameters<Parameters<PostgresJsDatabase["transaction"]>[0]>[0]

export const drizzle = (db: PostgresJsDatabase): SqlRunner<DrizzleTx> => ({
  transaction: (run) => db.transaction(run),
  query: (tx, text, parameters) =>
    tx.execute(
      drizzleSql.join(
        text
          .split(/\$(\d+)/)
          .map((part, i) => (i % 2 === 0 ? drizzleSql.raw(part) : drizzleSql`${parameters[+part - 1]}`)),
      ),
    ),
})

export const kysely = (db: Kysely<any>): SqlRunner<Transaction<any>> => ({
  transaction: (run) => db.transaction().execute(run),
  query: async (tx, text, parameters) =>
    (await tx.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, parameters))).rows,
})

export const typeOrm = (source: DataSource): SqlRunner<EntityManager> => ({
  transaction: (run) => source.transaction(run),
  query: (tx, text, parameters) => tx.query(text, parameters),
})

export const knex = (db: Knex): SqlRunner<Knex.Transaction> => ({
  transaction: (run) => db.transaction(run),
  query: async (tx, text, parameters) => {
    const values = [...text.matchAll(/\$(\d+)/g)].map(([, number]) => parameters[Number(number) - 1] ?? null)
    return (await tx.raw(text.replaceAll(/\$\d+/g, "?"), values)).rows
  },
})
