import postgres from "postgres"
import { startPostgres } from "./measure/PostgresServer.ts"
import { type OwnDatabase, prepareDatabase } from "./systems/bulkContacts.ts"
import type { Checkout } from "./systems/Checkout.ts"

/** Two checkouts of this project, each with its own database on the same PostgreSQL server. */
export interface Comparison {
  readonly postgresPid: number
  readonly postgresVersion: string
  readonly sides: readonly [Side, Side]
  readonly stop: () => Promise<void>
}

export interface Side {
  readonly title: string
  readonly checkout: Checkout
  readonly database: OwnDatabase
}

export const THIS = "this"
export const OTHER = "other"

export const startComparison = async (checkouts: readonly [Checkout, Checkout]): Promise<Comparison> => {
  const server = await startPostgres()
  const makeSide = async (title: string, checkout: Checkout): Promise<Side> => {
    const url = await server.createDatabase(title)
    const apiKey = await prepareDatabase(checkout, url)
    return { title, checkout, database: { url, apiKey, sql: postgres(url, { max: 1 }) } }
  }
  try {
    const sides = [await makeSide(THIS, checkouts[0]), await makeSide(OTHER, checkouts[1])] as const
    return {
      postgresPid: server.pid,
      postgresVersion: server.version,
      sides,
      stop: async () => {
        for (const { database } of sides) await database.sql.end()
        await server.dispose()
      },
    }
  } catch (error) {
    await server.dispose()
    throw error
  }
}
