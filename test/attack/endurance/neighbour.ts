import { setTimeout } from "node:timers/promises"
import { BULK } from "../support/Victim.ts"

/**
 * A well-behaved tenant, in a process of its own: one request of one contact after the other, for so many milliseconds, on
 * `process.argv`. Prints the report as JSON.
 */
export interface NeighbourReport {
  readonly statuses: Readonly<Record<string, number>>
  /** In milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly longest: number
  /** How many emails were acknowledged, and how many of them the server has. */
  readonly acknowledged: number
  readonly found: number
}

/** A pause between requests, in milliseconds. */
const PAUSE = 20

/** Emails that are looked up with one request. */
const LOOK_UP = 5000

const [origin, key, duration, name] = process.argv.slice(2)

const send = async (contacts: ReadonlyArray<string>, query = "") => {
  const response = await fetch(`${origin}${BULK}${query}`, {
    method: "POST",
    headers: { "x-api-key": String(key), "content-type": "application/json" },
    body: JSON.stringify({ contacts }),
  })
  return { status: response.status, body: await response.json() }
}

const statuses: Record<string, number> = {}
const times: Array<number> = []
const acknowledged: Array<string> = []
const end = performance.now() + Number(duration)
for (let i = 0; performance.now() < end; i++) {
  const email = `${name}.${i}@example.com`
  const start = performance.now()
  const { status } = await send([email]).catch((error: Error) => ({ status: error.message }))
  times.push(performance.now() - start)
  statuses[status] = (statuses[status] ?? 0) + 1
  if (status === 201) acknowledged.push(email)
  await setTimeout(PAUSE)
}

let found = 0
for (let at = 0; at < acknowledged.length; at += LOOK_UP) {
  const { body } = await send(acknowledged.slice(at, at + LOOK_UP), "?dryRun=true")
  found += body.skipped
}

times.sort((a, b) => a - b)
const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0
const report: NeighbourReport = {
  statuses,
  p50: at(0.5),
  p99: at(0.99),
  longest: at(1),
  acknowledged: acknowledged.length,
  found,
}
console.log(JSON.stringify(report))
