import type { Bench } from "./Bench.ts"
import type { Comparison, Side } from "./Comparison.ts"
import type { Scenario } from "./measure/measure.ts"
import type { Results } from "./Results.ts"
import { makeRunner, type Runner, shareOf } from "./Runner.ts"
import { type ComparisonPlan, format, ndjsonTitle, type Plan } from "./scenarios.ts"
import { inMemory, onPostgres, takesNdjson, withApiKeys, withNdjson } from "./systems/bulkContacts.ts"
import { checkContract } from "./systems/contract.ts"
import { addContacts, addOrganizations } from "./systems/growth.ts"
import { UnexpectedResponse } from "./systems/httpClient.ts"
import type { System } from "./systems/System.ts"

/** The systems take turns, so that other load on the machine affects all of them alike. */
export const runSideBySide = async (bench: Bench, { rounds, sideBySide }: Plan): Promise<void> => {
  const systems = [...Object.values(bench.own), ...bench.peers, bench.jsonOnly]
  for (let round = 0; round < rounds; round++) {
    for (const scenario of sideBySide) {
      for (const system of systems) {
        if (scenario.existing !== undefined && !system.skipsExisting) continue
        await bench.runEmpty(system, shareOf(scenario, system))
      }
    }
  }
}

export const runMemory = async ({ own, jsonOnly, runEmpty }: Bench, { rounds, memory }: Plan): Promise<void> => {
  for (let round = 0; round < rounds; round++) {
    await runEmpty(own.inMemory, memory)
    await runEmpty(jsonOnly, memory)
  }
}

/** Run on a new server, so that its memory before the request is that of an idle one. */
export const runNdjson = async (bench: Bench, { rounds, ndjson }: Plan): Promise<void> => {
  const { apiKey } = bench.database
  if (!(await takesNdjson(bench.own.onPostgres, apiKey))) {
    process.stderr.write("NDJSON skipped: the server does not accept it\n")
    return
  }
  for (let round = 0; round < rounds; round++) {
    const system = withNdjson(await onPostgres(bench.checkout, bench.database), apiKey)
    try {
      await bench.warm(system)
      await system.reset()
      await bench.run(system, ndjson, ndjsonTitle(ndjson))
    } catch (error) {
      if (!(error instanceof UnexpectedResponse)) throw error
      // No other measurement depends on this one.
      process.stderr.write(`${ndjsonTitle(ndjson)}: ${error.message}\n`)
      process.exitCode = 1
    } finally {
      await system.stop()
    }
  }
}

/** Measures how the cost of a contact grows with the size of requests, the connections and the organizations. */
export const runGrowth = async (bench: Bench, plan: Plan): Promise<void> => {
  const system = bench.own.onPostgres
  const apiKeys = await addOrganizations(bench.database.sql, Math.max(...plan.organizations.counts))
  for (let round = 0; round < plan.rounds; round++) {
    for (const scenario of [...plan.requestSizes, ...plan.connections]) await bench.runEmpty(system, scenario)
    for (const count of plan.organizations.counts) {
      await system.reset()
      const title = `${plan.organizations.scenario.title}, ${format(count)} ${count === 1 ? "organization" : "organizations"}`
      await bench.run(withApiKeys(system, apiKeys.slice(0, count)), plan.organizations.scenario, title)
    }
  }
}

/** The name of the scenario on a table that holds `rows` rows. */
export const rowsTitle = ({ title }: Scenario, rows: number): string => `${title}, into ${format(rows)} rows`

/** Measures how the cost of a contact grows with the table, which is not emptied between the runs. */
export const runRows = async (bench: Bench, { rounds, rows: { counts, scenario } }: Plan): Promise<void> => {
  const system = bench.own.onPostgres
  for (let round = 0; round < rounds; round++) {
    await system.reset()
    await bench.run(system, scenario, rowsTitle(scenario, 0))
  }
  await system.reset()
  let filled = 0
  for (const count of counts) {
    await addContacts(bench.database.sql, filled, count)
    filled = count
    for (let round = 0; round < rounds; round++) await bench.run(system, scenario, rowsTitle(scenario, count))
  }
}

/**
 * Runs every scenario on both checkouts, one right after the other. Each round swaps which checkout goes first, and starts
 * new servers: two processes of the same program can differ by some percent for as long as they run.
 */
export const runComparison = async (comparison: Comparison, results: Results, plan: ComparisonPlan): Promise<void> => {
  const runner = makeRunner(results, plan.warmUp, comparison.postgresPid)
  for (let round = 0; round < plan.rounds; round++) {
    const sides = round % 2 === 0 ? comparison.sides : comparison.sides.toReversed()
    await compareOnPostgres(runner, sides, plan)
    await compareInMemory(runner, sides, plan)
  }
}

const compareOnPostgres = (runner: Runner, sides: ReadonlyArray<Side>, { postgres, ndjson }: ComparisonPlan) =>
  withServers(
    sides,
    ({ checkout, database }) => onPostgres(checkout, database),
    async (servers) => {
      for (const { system } of servers) {
        await checkContract(system)
        await runner.warm(system)
      }
      // There and back again, so that load that rises or falls meanwhile affects both alike.
      const turns = [...servers, ...servers.toReversed()]
      for (const scenario of postgres) {
        for (const { system } of turns) await runner.runEmpty(system, scenario)
      }
      for (const { system, side } of turns) {
        await runner.runEmpty(withNdjson(system, side.database.apiKey), ndjson, ndjsonTitle(ndjson))
      }
    },
  )

/** Emptying the memory store restarts its server, which is then warmed up. */
const compareInMemory = (runner: Runner, sides: ReadonlyArray<Side>, { memory }: ComparisonPlan) =>
  withServers(
    sides,
    ({ checkout }) => inMemory(checkout),
    async (servers) => {
      for (const scenario of memory) {
        for (const { system } of servers) await runner.runEmpty(system, scenario, `memory store, ${scenario.title}`)
      }
    },
  )

const withServers = async (
  sides: ReadonlyArray<Side>,
  start: (side: Side) => Promise<System>,
  use: (servers: ReadonlyArray<{ readonly side: Side; readonly system: System }>) => Promise<void>,
): Promise<void> => {
  const servers: Array<{ side: Side; system: System }> = []
  try {
    for (const side of sides) servers.push({ side, system: { ...(await start(side)), title: side.title } })
    await use(servers)
  } finally {
    for (const { system } of servers) await system.stop()
  }
}
