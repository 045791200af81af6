import postgres from "postgres"
import type { Bench } from "./Bench.ts"
import { measure, type Scenario } from "./measure/measure.ts"
import type { Results } from "./Results.ts"
import { format, type Plan } from "./scenarios.ts"
import { type OwnDatabase, onPostgres, prepareDatabase, withNdjson } from "./systems/bulkContacts.ts"
import { addContactsUnseen } from "./systems/growth.ts"

export const dryRunTitle = ({ size }: Scenario, rows: number): string =>
  `NDJSON dry run, ${format(size)}, into ${format(rows)} rows never analyzed`

export const outcomesTitle = ({ size }: Scenario, rows: number): string =>
  `NDJSON with outcomes, ${format(size)}, into ${format(rows)} rows never analyzed`

/**
 * Measures dry runs and outcomes of streams on tables without statistics, as they are after a large first import. The
 * number of rows must not matter: PostgreSQL has to look each email up, and may not read all contacts for each batch.
 */
export const runNeverAnalyzed = async (bench: Bench, results: Results, plan: Plan): Promise<void> => {
  for (let round = 0; round < plan.rounds; round++) {
    const url = await bench.createDatabase(`never_analyzed_${round}`)
    const sql = postgres(url, { max: 1 })
    const database = { url, sql, apiKey: await prepareDatabase(bench.checkout, url) }
    try {
      await sql`alter table contacts set (autovacuum_enabled = off)`
      await sql`alter table staged_contacts set (autovacuum_enabled = off)`
      await runOn(database, bench, results, plan.neverAnalyzed)
      await checkNeverAnalyzed(database)
    } finally {
      await sql.end()
    }
  }
}

const runOn = async (
  database: OwnDatabase,
  bench: Bench,
  results: Results,
  { rows, scenario }: Plan["neverAnalyzed"],
): Promise<void> => {
  const system = await onPostgres(bench.checkout, database)
  const dryRun = withNdjson(system, database.apiKey, "dryRun")
  const outcomes = withNdjson(system, database.apiKey, "outcomes")
  try {
    await bench.warm(system)
    for (const added of [0, rows]) {
      await system.reset()
      await addContactsUnseen(database.sql, 0, added)
      const dry = await measure(dryRun, { ...scenario, dryRun: true }, bench.postgresPid, system)
      results.add(dryRunTitle(scenario, added), system.title, dry)
      const told = await measure(outcomes, scenario, bench.postgresPid, system)
      results.add(outcomesTitle(scenario, added), system.title, told)
    }
  } finally {
    await system.stop()
  }
}

const checkNeverAnalyzed = async ({ sql }: OwnDatabase): Promise<void> => {
  const [counted] = await sql`select count(*)::int as statistics from pg_stats where tablename like '%contacts'`
  if (counted?.["statistics"] !== 0) throw new Error("The tables were analyzed")
}
