import type { Bench } from "./Bench.ts"
import type { Scenario } from "./measure/measure.ts"
import { format, type Plan } from "./scenarios.ts"
import { onPostgres, takesNdjson, withApiKeys, withNdjson } from "./systems/bulkContacts.ts"
import { addContacts, addOrganizations } from "./systems/growth.ts"
import { UnexpectedAnswer } from "./systems/httpClient.ts"
import type { System } from "./systems/System.ts"

/** All systems take turns, so that what else the machine does hits all alike. */
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

/** As many requests as the system is given, and one a connection at least. */
const shareOf = (scenario: Scenario, { share }: System): Scenario => ({
  ...scenario,
  requests: Math.max(scenario.connections, Math.ceil(scenario.requests * share)),
})

export const runMemory = async ({ own, jsonOnly, runEmpty }: Bench, { rounds, memory }: Plan): Promise<void> => {
  for (let round = 0; round < rounds; round++) {
    await runEmpty(own.inMemory, memory)
    await runEmpty(jsonOnly, memory)
  }
}

/** The name of the scenario of a contact a line. */
export const ndjsonTitle = ({ size }: Scenario): string => `NDJSON, ${format(size)} in one request`

/** On a server that has done nothing else, so that its memory is idle before. */
export const runNdjson = async (bench: Bench, { rounds, ndjson }: Plan): Promise<void> => {
  const { url, sql, apiKey } = bench.database
  if (!(await takesNdjson(bench.own.onPostgres, apiKey))) {
    process.stderr.write("NDJSON is skipped: the server does not take it\n")
    return
  }
  for (let round = 0; round < rounds; round++) {
    const system = withNdjson(await onPostgres(url, sql, apiKey), apiKey)
    try {
      await bench.warm(system)
      await system.reset()
      await bench.run(system, ndjson, ndjsonTitle(ndjson))
    } catch (error) {
      if (!(error instanceof UnexpectedAnswer)) throw error
      // What else is measured does not depend on it.
      process.stderr.write(`${ndjsonTitle(ndjson)}: ${error.message}\n`)
      process.exitCode = 1
    } finally {
      await system.stop()
    }
  }
}

/** How the cost of a contact changes as requests, connections and organizations become more. */
export const runGrowth = async (bench: Bench, plan: Plan): Promise<void> => {
  const system = bench.own.onPostgres
  const apiKeys = await addOrganizations(bench.database.sql, Math.max(...plan.organizations.counts))
  for (let round = 0; round < plan.rounds; round++) {
    for (const scenario of [...plan.requestSizes, ...plan.connections]) await bench.runEmpty(system, scenario)
    for (const count of plan.organizations.counts) {
      await system.reset()
      const title = `${plan.organizations.scenario.title}, ${format(count)} organizations`
      await bench.run(withApiKeys(system, apiKeys.slice(0, count)), plan.organizations.scenario, title)
    }
  }
}

/** The name of the scenario on a table that held so many rows. */
export const rowsTitle = ({ title }: Scenario, rows: number): string => `${title}, into ${format(rows)} rows`

/** How the cost of a contact changes as the table grows. The table is not emptied between. */
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
