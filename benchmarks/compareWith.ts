import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { startComparison } from "./Comparison.ts"
import { Results } from "./Results.ts"
import { describeMachine, machineOf } from "./report/machine.ts"
import { ratiosTable } from "./report/ratios.ts"
import { runComparison } from "./runs.ts"
import { fullComparison, quickComparison } from "./scenarios.ts"
import { buildCheckout, thisCheckout } from "./systems/Checkout.ts"

/** Compares this checkout with the one in `path`, writes all runs to `directory`, and prints the ratios. */
export const compareWith = async (path: string, directory: string, isQuick: boolean): Promise<void> => {
  const plan = isQuick ? quickComparison : fullComparison
  const checkouts = [await thisCheckout(), await buildCheckout(path)] as const
  const [own, other] = checkouts
  const started = new Date()
  const results = new Results()
  const comparison = await startComparison(checkouts)
  try {
    await runComparison(comparison, results, plan)
  } finally {
    await comparison.stop()
  }

  const minutes = (Date.now() - started.getTime()) / 60_000
  const machine = machineOf(comparison.postgresVersion)
  const revisions = { this: own.revision, other: other.revision }
  await writeFile(
    join(directory, "against.json"),
    `${JSON.stringify({ started, minutes, revisions, rounds: plan.rounds, machine, results: results.all() }, null, 2)}\n`,
  )

  process.stdout.write(`This checkout, ${own.revision}, against ${other.revision} in ${other.directory}: \
medians of ${plan.rounds} rounds in ${minutes.toFixed(1)} minutes, ${describeMachine(machine)}. All counts were correct.

${ratiosTable(results.all())}

Ratios are this checkout divided by the other. A higher rate is better; everything else is better if it is lower.
`)
}
