// Measures this system beside what could be used instead, and beside the physical limits. See docs/performance.md.
import { mkdir, writeFile } from "node:fs/promises"
import { availableParallelism, cpus, totalmem } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { startBench } from "./Bench.ts"
import { Results } from "./Results.ts"
import { drawChart } from "./report/chart.ts"
import { resultsTable } from "./report/table.ts"
import { judgeTargets, targetsTable } from "./report/targets.ts"
import { runGrowth, runMemory, runNdjson, runRows, runSideBySide } from "./runs.ts"
import { full, quick } from "./scenarios.ts"

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } })
const plan = values.quick ? quick : full
const directory = join(import.meta.dirname, "results")
const name = values.quick ? "quick" : "full"

await mkdir(directory, { recursive: true })
await writeFile(join(directory, "servers.log"), "")

const started = new Date()
const results = new Results()
const bench = await startBench(results, plan.warmUp)
try {
  await runSideBySide(bench, plan)
  await runMemory(bench, plan)
  await runNdjson(bench, plan)
  await runGrowth(bench, plan)
  await runRows(bench, plan)
} finally {
  await bench.stop()
}

const machine = {
  cpu: cpus()[0]?.model,
  cores: availableParallelism(),
  memoryGigabytes: Math.round(totalmem() / 1e9),
  node: process.version,
  postgres: bench.postgresVersion,
}
const minutes = (Date.now() - started.getTime()) / 60_000
const targets = judgeTargets(results, plan)
const measured = results.all()

await writeFile(
  join(directory, `${name}.json`),
  `${JSON.stringify({ started, minutes, rounds: plan.rounds, machine, targets, results: measured }, null, 2)}\n`,
)
await writeFile(join(directory, `${name}.svg`), drawChart(measured))

process.stdout.write(`Medians of ${plan.rounds} in ${minutes.toFixed(1)} minutes, on ${machine.cores} cores of ${machine.cpu} \
with ${machine.memoryGigabytes} GB; Node.js ${machine.node}, PostgreSQL ${machine.postgres} with fsync. All counts were right.

${resultsTable(measured)}

${targetsTable(targets)}
`)
