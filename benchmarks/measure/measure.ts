import type { Counts, System } from "../systems/System.ts"
import { type Contact, makeBatches } from "./contacts.ts"
import { sendAll } from "./load.ts"
import { percentile } from "./statistics.ts"
import { startUsage, type Usage } from "./usage.ts"

export interface Scenario {
  readonly title: string
  /** Contacts per request. */
  readonly size: number
  readonly requests: number
  readonly connections: number
  /** The share of each request's contacts that already exist, 0 by default. */
  readonly existing?: number
  /** The requests store nothing. */
  readonly dryRun?: true
}

/** What one run of a scenario cost. */
export interface Measurement extends Usage {
  readonly contactsPerSecond: number
  readonly requestsPerSecond: number
  readonly p50Milliseconds: number
  readonly p99Milliseconds: number
}

let runs = 0

/**
 * Runs the scenario on a system that holds none of its contacts yet. Throws if any count is wrong. The contacts that are
 * to exist are stored through `filler`.
 */
export const measure = async (
  system: System,
  scenario: Scenario,
  postgresPid: number,
  filler: System = system,
): Promise<Measurement> => {
  const { size, requests, connections, existing = 0, dryRun = false } = scenario
  const { before, batches } = makeBatches(size, requests, existing, `r${runs++}`)
  const stored = await system.stored([])
  const encoded = batches.map(system.encode)
  const client = await system.connect(connections)
  const fillingClient = filler === system ? client : await filler.connect(connections)
  await sendAll(fillingClient, inThousands(before).map(filler.encode), connections)
  if (fillingClient !== client) await fillingClient.close()

  const usage = startUsage(system, postgresPid)
  const { seconds, latencies, responses } = await sendAll(client, encoded, connections)
  const measurement = {
    contactsPerSecond: (size * requests) / seconds,
    requestsPerSecond: requests / seconds,
    p50Milliseconds: percentile(latencies, 0.5),
    p99Milliseconds: percentile(latencies, 0.99),
    ...(await usage(size * requests)),
  }
  await client.close()

  const created = size - Math.round(size * existing)
  const name = `${scenario.title}; ${system.title}`
  checkResponses(name, responses, { total: size, created, skipped: size - created })
  await checkStored(name, system, encoded, (stored?.contacts ?? 0) + before.length + (dryRun ? 0 : created * requests))
  return measurement
}

const inThousands = (contacts: ReadonlyArray<Contact>): Array<Array<Contact>> =>
  Array.from({ length: Math.ceil(contacts.length / 1000) }, (_, index) =>
    contacts.slice(index * 1000, (index + 1) * 1000),
  )

const checkResponses = (name: string, responses: ReadonlyArray<Counts>, expected: Counts): void => {
  for (const { total, created, skipped } of responses) {
    if (total !== expected.total || created !== expected.created || skipped !== expected.skipped) {
      throw new Error(
        `${name}: responded ${JSON.stringify({ total, created, skipped })}, not ${JSON.stringify(expected)}`,
      )
    }
  }
}

const checkStored = async (
  name: string,
  system: System,
  sent: ReadonlyArray<Buffer>,
  expected: number,
): Promise<void> => {
  const stored = await system.stored(sent)
  if (stored === null) return
  const { contacts, links } = stored
  if (contacts !== expected || (links !== null && links !== expected)) {
    throw new Error(`${name}: stored ${contacts} contacts and ${links} links, not ${expected}`)
  }
}
