import { attacks } from "./attacks.ts"

/** Runs all attacks at once for so many milliseconds, on `process.argv`. Prints what they got, as JSON. */
const [origin = "", key = "", duration] = process.argv.slice(2)

const outcomes: Record<string, Record<string, number>> = {}
const end = performance.now() + Number(duration)
const target = {
  origin,
  key,
  isOver: () => performance.now() >= end,
  count: (attack: string, outcome: string) => {
    outcomes[attack] ??= {}
    const counts = outcomes[attack]
    counts[outcome] = (counts[outcome] ?? 0) + 1
  },
}
await Promise.all(attacks.map(([, run]) => run(target)))
console.log(JSON.stringify(outcomes))
