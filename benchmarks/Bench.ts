import postgres from "postgres"
import type { Scenario } from "./measure/measure.ts"
import { type PostgresServer, startPostgres } from "./measure/PostgresServer.ts"
import type { Results } from "./Results.ts"
import { makeRunner, type Runner } from "./Runner.ts"
import { inMemory, type OwnDatabase, onPglite, onPostgres, prepareDatabase } from "./systems/bulkContacts.ts"
import { type Checkout, thisCheckout } from "./systems/Checkout.ts"
import { checkContract } from "./systems/contract.ts"
import { copyConventional, copyOwn } from "./systems/copy.ts"
import { drizzle, jsonOnly, nest, prepareConventional, unnest } from "./systems/peers.ts"
import type { System } from "./systems/System.ts"

/** The systems that are measured side by side, all running. */
export interface Bench extends Runner {
  readonly postgresVersion: string
  readonly postgresPid: number
  /** Creates another database on the same PostgreSQL server, and returns its URL. */
  readonly createDatabase: (name: string) => Promise<string>
  readonly checkout: Checkout
  /** The database of this project's server. */
  readonly database: OwnDatabase
  readonly own: { readonly onPostgres: System; readonly onPglite: System; readonly inMemory: System }
  readonly peers: ReadonlyArray<System>
  readonly jsonOnly: System
  readonly stop: () => Promise<void>
}

/** Starts PostgreSQL and all systems, checks that each keeps the contract, and warms it up. */
export const startBench = async (results: Results, warmUp: ReadonlyArray<Scenario>): Promise<Bench> => {
  const server = await startPostgres()
  try {
    return await startSystems(server, makeRunner(results, warmUp, server.pid))
  } catch (error) {
    await server.dispose()
    throw error
  }
}

const startSystems = async (server: PostgresServer, runner: Runner): Promise<Bench> => {
  const [url, conventionalUrl] = [await server.createDatabase("own"), await server.createDatabase("conventional")]
  const [sql, conventionalSql] = [postgres(url, { max: 1 }), postgres(conventionalUrl, { max: 1 })]
  const checkout = await thisCheckout()
  const database = { url, sql, apiKey: await prepareDatabase(checkout, url) }
  await prepareConventional(conventionalSql)

  const [postgresSystem, pgliteSystem, memorySystem, ...servers] = await Promise.all([
    onPostgres(checkout, database),
    onPglite(checkout),
    inMemory(checkout),
    nest(conventionalUrl, conventionalSql),
    drizzle(conventionalUrl, conventionalSql),
    unnest(conventionalUrl, conventionalSql),
  ])
  const own = { onPostgres: postgresSystem, onPglite: pgliteSystem, inMemory: memorySystem }
  const limits = [copyConventional(conventionalUrl, conventionalSql), copyOwn(url, sql), await jsonOnly()] as const
  const systems = [...Object.values(own), ...servers, ...limits]

  for (const system of systems) {
    if (system.skipsExisting) await checkContract(system)
    await runner.warm(system)
  }

  return {
    ...runner,
    postgresVersion: server.version,
    postgresPid: server.pid,
    createDatabase: server.createDatabase,
    checkout,
    database,
    own,
    peers: [...servers, ...limits.slice(0, 2)],
    jsonOnly: limits[2],
    stop: async () => {
      for (const system of systems) await system.stop()
      await Promise.all([sql.end(), conventionalSql.end()])
      await server.dispose()
    },
  }
}
