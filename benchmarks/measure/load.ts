import { performance } from "node:perf_hooks"
import type { Client, Counts } from "../systems/System.ts"

interface Load {
  readonly seconds: number
  /** One per batch, in milliseconds, in the order in which they were answered. */
  readonly latencies: ReadonlyArray<number>
  readonly responses: ReadonlyArray<Counts>
}

/** Sends the batches in order, `connections` of them at once. */
export const sendAll = async (client: Client, batches: ReadonlyArray<Buffer>, connections: number): Promise<Load> => {
  const latencies: Array<number> = []
  const responses: Array<Counts> = []
  const remaining = batches.entries()
  const start = performance.now()
  const sendRemaining = async () => {
    for (const [index, batch] of remaining) {
      const sent = performance.now()
      responses.push(await client.send(batch, index))
      latencies.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: connections }, sendRemaining))
  return { seconds: (performance.now() - start) / 1000, latencies, responses }
}
