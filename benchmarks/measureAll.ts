import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { startBench } from "./Bench.ts"
import { runNeverAnalyzed } from "./neverAnalyzed.ts"
import { Results } from "./Results.ts"
import { drawChart } from "./report/chart.ts"
import { describeMachine, machineOf } from "./report/machine.ts"
import { resultsTable, startUpTable } from "./report/table.ts"
import { judgeTargets, targetsTable } from "./report/targets.ts"
import { runGrowth, runMemory, runNdjson, runRows, runSideBySide } from "./runs.ts"
import { full, quick } from "./scenarios.ts"
import { measureStartUp, type StartUp } from "./startUp.ts"

/** Measures all systems, writes the results to `directory`, and prints them. */
export const measureAll = async (directory: string, isQuick: boolean): Promise<void> => {
  const plan = isQuick ? quick : full
  const name = isQuick ? "quick" : "full"
  const started = new Date()
  const results = new Results()
  const bench = await startBench(results, plan.warmUp)
  let startUp: ReadonlyArray<StartUp>
  try {
    await runSideBySide(bench, plan)
    await runMemory(bench, plan)
    await runNdjson(bench, plan)
    await runGrowth(bench, plan)
    await runRows(bench, plan)
    await runNeverAnalyzed(bench, results, plan)
    startUp = await measureStartUp(bench, plan)
  } finally {
    await bench.stop()
  }

  const minutes = (Date.now() - started.getTime()) / 60_000
  const machine = machineOf(bench.postgresVersion)
  const targets = judgeTargets(results, plan)
  const measured = results.all()
  const { revision } = bench.checkout
  await writeFile(
    join(directory, `${name}.json`),
    `${JSON.stringify({ started, minutes, revision, rounds: plan.rounds, machine, targets, startUp, results: measured }, null, 2)}\n`,
  )
  await writeFile(join(directory, `${name}.svg`), drawChart(measured))

  process.stdout.write(`Medians of ${plan.rounds} rounds in ${minutes.toFixed(1)} minutes, ${describeMachine(machine)}. \
All counts were correct.

${resultsTable(measured)}

${startUpTable(startUp)}

${targetsTable(targets)}
`)
}
