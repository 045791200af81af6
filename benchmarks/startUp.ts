import { rmSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Bench } from "./Bench.ts"
import { atExit } from "./measure/atExit.ts"
import { cpuOfCommand, cpuUntilReady } from "./measure/starting.ts"
import { median } from "./measure/statistics.ts"
import type { Plan } from "./scenarios.ts"

/** What it takes to start a command, or a server until it is ready. */
export interface StartUp {
  readonly command: string
  /** The median of the runs; null without /proc. */
  readonly cpuSeconds: number | null
  readonly runs: ReadonlyArray<number | null>
}

/** After these, Node.js has the compiled code of all modules on disk, and the embedded database exists. */
const WARM_UP_RUNS = 2

/** Measures how much CPU time it takes to start. */
export const measureStartUp = async (bench: Bench, { startUpRuns }: Plan): Promise<ReadonlyArray<StartUp>> => {
  const dataDir = await mkdtemp(join(tmpdir(), "bulk-contacts-benchmark-start-"))
  const forget = atExit(() => rmSync(dataDir, { recursive: true, force: true }))
  const { program } = bench.checkout
  const onPostgres = { DATABASE_URL: bench.database.url }
  const starts = {
    "--help": () => cpuOfCommand([program, "--help"], {}),
    "org list, PostgreSQL": () => cpuOfCommand([program, "org", "list"], onPostgres),
    "serve, PostgreSQL": () => cpuUntilReady([program, "serve"], onPostgres),
    "serve, PGlite that exists": () => cpuUntilReady([program, "serve"], { DATA_DIR: dataDir }),
    "serve, memory": () => cpuUntilReady([program, "serve"], { STORE: "memory" }),
  }
  const measured: Array<StartUp> = []
  for (const [command, start] of Object.entries(starts)) {
    for (let run = 0; run < WARM_UP_RUNS; run++) await start()
    const runs: Array<number | null> = []
    for (let run = 0; run < startUpRuns; run++) runs.push(await start())
    const known = runs.filter((seconds) => seconds !== null)
    measured.push({ command, cpuSeconds: known.length === 0 ? null : median(known), runs })
    process.stderr.write(`start; ${command}\n`)
  }
  await rm(dataDir, { recursive: true, force: true })
  forget()
  return measured
}
