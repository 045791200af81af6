import postgres, { type Sql } from "postgres"
import { measure, type Scenario } from "./measure/measure.ts"
import { type PostgresServer, startPostgres } from "./measure/PostgresServer.ts"
import type { Results } from "./Results.ts"
import { inMemory, onPglite, onPostgres, prepareDatabase } from "./systems/bulkContacts.ts"
import { checkContract } from "./systems/contract.ts"
import { copyConventional, copyOwn } from "./systems/copy.ts"
import { drizzle, jsonOnly, nest, prepareConventional, unnest } from "./systems/peers.ts"
import type { System } from "./systems/System.ts"

/** What there is to measure, and how it is done alike for all of it. */
export interface Bench {
  readonly postgresVersion: string
  /** This system's own database. */
  readonly database: { readonly url: string; readonly sql: Sql; readonly apiKey: string }
  readonly own: { readonly onPostgres: System; readonly onPglite: System; readonly inMemory: System }
  readonly peers: ReadonlyArray<System>
  readonly jsonOnly: System
  /** Runs the warm-up on a system. */
  readonly warm: (system: System) => Promise<void>
  /** Empties the system, and adds a run of the scenario to the results. */
  readonly runEmpty: (system: System, scenario: Scenario) => Promise<void>
  /** The same on what the system holds, under another name. */
  readonly run: (system: System, scenario: Scenario, name: string) => Promise<void>
  readonly stop: () => Promise<void>
}

/** Starts PostgreSQL and all systems; each keeps the contract, and is warm. */
export const startBench = async (results: Results, warmUp: ReadonlyArray<Scenario>): Promise<Bench> => {
  const server = await startPostgres()
  try {
    return await startSystems(server, results, warmUp)
  } catch (error) {
    await server.dispose()
    throw error
  }
}

const startSystems = async (
  server: PostgresServer,
  results: Results,
  warmUp: ReadonlyArray<Scenario>,
): Promise<Bench> => {
  const [url, conventionalUrl] = [await server.createDatabase("own"), await server.createDatabase("conventional")]
  const [sql, conventionalSql] = [postgres(url, { max: 1 }), postgres(conventionalUrl, { max: 1 })]
  const apiKey = await prepareDatabase(url)
  await prepareConventional(conventionalSql)

  const [postgresSystem, pgliteSystem, memorySystem, ...servers] = await Promise.all([
    onPostgres(url, sql, apiKey),
    onPglite(),
    inMemory(),
    nest(conventionalUrl, conventionalSql),
    drizzle(conventionalUrl, conventionalSql),
    unnest(conventionalUrl, conventionalSql),
  ])
  const own = { onPostgres: postgresSystem, onPglite: pgliteSystem, inMemory: memorySystem }
  const limits = [copyConventional(conventionalUrl, conventionalSql), copyOwn(url, sql), await jsonOnly()] as const
  const systems = [...Object.values(own), ...servers, ...limits]

  const warm = async (system: System) => {
    for (const scenario of warmUp) await measure(system, scenario, server.pid)
  }
  const run = async (system: System, scenario: Scenario, name: string) =>
    results.add(name, system.title, await measure(system, scenario, server.pid))

  for (const system of systems) {
    if (system.skipsExisting) await checkContract(system)
    await warm(system)
  }

  return {
    postgresVersion: server.version,
    database: { url, sql, apiKey },
    own,
    peers: [...servers, ...limits.slice(0, 2)],
    jsonOnly: limits[2],
    warm,
    run,
    runEmpty: async (system, scenario) => {
      const pid = system.server()?.pid
      await system.reset()
      // One that was started anew is cold.
      if (system.server()?.pid !== pid) await warm(system)
      await run(system, scenario, scenario.title)
    },
    stop: async () => {
      for (const system of systems) await system.stop()
      await Promise.all([sql.end(), conventionalSql.end()])
      await server.dispose()
    },
  }
}
