import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import postgres from "postgres"
import { measure } from "../measure/measure.ts"
import { hasPgBouncer, startPgBouncer } from "../measure/PgBouncer.ts"
import { type PostgresServer, startPostgres } from "../measure/PostgresServer.ts"
import { median } from "../measure/statistics.ts"
import { describeMachine, machineOf } from "../report/machine.ts"
import { quick } from "../scenarios.ts"
import { type OwnDatabase, onPostgres, prepareDatabase } from "../systems/bulkContacts.ts"
import { type Checkout, thisCheckout } from "../systems/Checkout.ts"
import { addContacts } from "../systems/growth.ts"
import type { System } from "../systems/System.ts"
import { fullScaleOut, quickScaleOut, type ScaleOutPlan } from "./plans.ts"
import { serversTable, storageTable } from "./report.ts"
import { measureServers, type Run } from "./servers.ts"
import { measureStorage, type Storage } from "./storage.ts"

export interface MeasuredServers {
  readonly connected: string
  readonly servers: number
  readonly median: Run
  /** Of the rate. The median of the ratios of the rounds. */
  readonly ratioToOne: number
  readonly runs: ReadonlyArray<Run>
}

/** Measures several servers on one PostgreSQL and the size of contacts, writes it to `directory`, and prints it. */
export const measureScaleOut = async (directory: string, isQuick: boolean): Promise<void> => {
  const plan = isQuick ? quickScaleOut : fullScaleOut
  const started = new Date()
  const checkout = await thisCheckout()
  const server = await startPostgres()
  const bench = { server, checkout, plan }
  try {
    const direct = await measureConnected("directly", bench)
    if (!hasPgBouncer) process.stderr.write("PgBouncer skipped: no pgbouncer is installed\n")
    const pooled = hasPgBouncer ? await measureConnected("through PgBouncer", bench) : []
    const servers = [...direct, ...pooled]
    const storage = await measureSizes(bench)

    const minutes = (Date.now() - started.getTime()) / 60_000
    const machine = machineOf(server.version)
    await writeFile(
      join(directory, isQuick ? "quick-servers.json" : "servers.json"),
      `${JSON.stringify({ started, minutes, revision: checkout.revision, plan, machine, servers, storage }, null, 2)}\n`,
    )
    process.stdout.write(`Medians of ${plan.rounds} rounds in ${minutes.toFixed(1)} minutes, ${describeMachine(machine)}. \
All counts were correct, and there was no deadlock.

${serversTable(servers)}

${storageTable(storage)}
`)
  } finally {
    await server.dispose()
  }
}

interface ScaleOutBench {
  readonly server: PostgresServer
  readonly checkout: Checkout
  readonly plan: ScaleOutPlan
}

/** Starts as many servers as are needed, and measures how the first ones of them do together. */
const measureConnected = async (connected: string, bench: ScaleOutBench): Promise<ReadonlyArray<MeasuredServers>> => {
  const { server, checkout, plan } = bench
  const database = await createDatabase(bench, connected)
  const pooler = connected === "directly" ? undefined : await startPgBouncer(database.url)
  const systems: Array<System> = []
  const runs = new Map<number, Array<Run>>(plan.servers.map((count) => [count, []]))
  try {
    for (let i = 0; i < Math.max(...plan.servers); i++)
      systems.push(await onPostgres(checkout, { ...database, url: pooler?.url ?? database.url }))
    for (const system of systems) {
      for (const scenario of quick.warmUp) await measure(system, scenario, server.pid)
    }
    for (let round = 0; round < plan.rounds; round++) {
      for (const [count, measured] of runs) {
        const used = systems.slice(0, count)
        await used[0]?.reset()
        const run = await measureServers(used, database, plan.load, server.pid, pooler?.pid)
        measured.push(run)
        process.stderr.write(`${count} servers, ${connected}: ${Math.round(run.contactsPerSecond)} contacts/s\n`)
      }
    }
  } finally {
    for (const system of systems) await system.stop()
    await pooler?.stop()
    await database.sql.end()
  }
  const ofOne = runs.get(plan.servers[0] ?? 1) ?? []
  return [...runs].map(([servers, measured]) => ({
    connected,
    servers,
    median: medianOf(measured),
    ratioToOne: median(
      measured.map((run, round) => run.contactsPerSecond / (ofOne[round]?.contactsPerSecond ?? Number.NaN)),
    ),
    runs: measured,
  }))
}

const measureSizes = async (bench: ScaleOutBench): Promise<ReadonlyArray<Storage>> => {
  const { server, checkout, plan } = bench
  const database = await createDatabase(bench, "storage")
  const system = await onPostgres(checkout, database)
  const storage: Array<Storage> = []
  try {
    for (const scenario of quick.warmUp) await measure(system, scenario, server.pid)
    for (const rows of plan.rows) {
      await system.reset()
      if (rows > 0) await addContacts(database.sql, 0, rows)
      for (const isLogCompressed of [false, true]) {
        storage.push(await measureStorage(system, database, rows, plan.requests, isLogCompressed))
        process.stderr.write(`Storage: ${JSON.stringify(storage.at(-1))}\n`)
      }
    }
  } finally {
    await system.stop()
    await database.sql.end()
  }
  return storage
}

const createDatabase = async ({ server, checkout }: ScaleOutBench, name: string): Promise<OwnDatabase> => {
  const url = await server.createDatabase(name.replaceAll(" ", "_"))
  return { url, sql: postgres(url, { max: 1 }), apiKey: await prepareDatabase(checkout, url) }
}

const medianOf = (runs: ReadonlyArray<Run>): Run => {
  const of = (read: (run: Run) => number) => median(runs.map(read))
  const known = (read: (run: Run) => number | null) => {
    const values = runs.map(read).filter((value) => value !== null)
    return values.length === 0 ? null : median(values)
  }
  return {
    contactsPerSecond: of((run) => run.contactsPerSecond),
    p50Milliseconds: of((run) => run.p50Milliseconds),
    p99Milliseconds: of((run) => run.p99Milliseconds),
    serverCpuMicroseconds: known((run) => run.serverCpuMicroseconds),
    postgresCpuMicroseconds: known((run) => run.postgresCpuMicroseconds),
    poolerCpuMicroseconds: known((run) => run.poolerCpuMicroseconds),
  }
}
