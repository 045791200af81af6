import type { Sql } from "postgres"
import { sendAll } from "../measure/load.ts"
import { cpuSeconds } from "../measure/processes.ts"
import { percentile } from "../measure/statistics.ts"
import type { OwnDatabase } from "../systems/bulkContacts.ts"
import { encodeJson } from "../systems/httpClient.ts"
import type { Client, System } from "../systems/System.ts"
import { makeOverlap } from "./overlap.ts"

/** What servers that share a database have done with one load. */
export interface Run {
  /** Contacts sent, including those that were skipped. */
  readonly contactsPerSecond: number
  readonly p50Milliseconds: number
  readonly p99Milliseconds: number
  /** CPU time per contact sent; null without /proc. Of all servers; of PostgreSQL; of the pooler, if there is one. */
  readonly serverCpuMicroseconds: number | null
  readonly postgresCpuMicroseconds: number | null
  readonly poolerCpuMicroseconds: number | null
}

export interface Load {
  /** Contacts per request. Even. */
  readonly size: number
  readonly pairs: number
  /** Of all servers together. */
  readonly connections: number
}

let runs = 0

/** Sends overlapping requests to all servers at once. Throws if any count is wrong, or if PostgreSQL saw a deadlock. */
export const measureServers = async (
  servers: ReadonlyArray<System>,
  { sql }: Pick<OwnDatabase, "sql">,
  { size, pairs, connections }: Load,
  postgresPid: number,
  poolerPid: number | undefined,
): Promise<Run> => {
  const { batches, distinct } = makeOverlap(size, pairs, `s${runs++}`)
  const encoded = batches.map(encodeJson)
  const client = await connectAll(servers, connections)
  const deadlocks = await countDeadlocks(sql)
  const cpu = startCpu(servers, postgresPid, poolerPid)

  const { seconds, latencies, responses } = await sendAll(client, encoded, connections)
  const sent = size * batches.length
  const used = cpu(sent)
  await client.close()

  for (const { total, created, skipped } of responses)
    check("the total of a response", total === size && created + skipped === size)
  check(
    "the contacts that the responses report as created",
    sumOf(responses.map(({ created }) => created)) === distinct,
  )
  check("the contacts in the database", (await servers[0]?.stored([]))?.contacts === distinct)
  check("the number of deadlocks", (await countDeadlocks(sql)) === deadlocks)
  return {
    contactsPerSecond: sent / seconds,
    p50Milliseconds: percentile(latencies, 0.5),
    p99Milliseconds: percentile(latencies, 0.99),
    ...used,
  }
}

/** Sends each batch to the next server. */
const connectAll = async (servers: ReadonlyArray<System>, connections: number): Promise<Client> => {
  const each = Math.ceil(connections / servers.length)
  const clients = await Promise.all(servers.map((server) => server.connect(each)))
  return {
    send: (batch, index) => {
      const client = clients[index % clients.length]
      if (client === undefined) throw new Error("No servers")
      return client.send(batch, index)
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.close()))
    },
  }
}

const startCpu = (servers: ReadonlyArray<System>, postgresPid: number, poolerPid: number | undefined) => {
  const read = () => ({
    servers: servers.map((server) => cpuSeconds(server.server()?.pid ?? 0)),
    postgres: cpuSeconds(postgresPid),
    pooler: poolerPid === undefined ? null : cpuSeconds(poolerPid),
  })
  const before = read()
  return (contacts: number) => {
    const after = read()
    const each = (from: number | null | undefined, to: number | null) =>
      from === null || from === undefined || to === null ? null : ((to - from) * 1e6) / contacts
    const ofServers = after.servers.map((seconds, index) => each(before.servers[index], seconds))
    return {
      serverCpuMicroseconds: ofServers.includes(null) ? null : sumOf(ofServers.map((value) => value ?? 0)),
      postgresCpuMicroseconds: each(before.postgres, after.postgres),
      poolerCpuMicroseconds: each(before.pooler, after.pooler),
    }
  }
}

const countDeadlocks = async (sql: Sql): Promise<number> => {
  const [row] = await sql`select deadlocks::int from pg_stat_database where datname = current_database()`
  return row?.["deadlocks"]
}

const check = (what: string, isRight: boolean): void => {
  if (!isRight) throw new Error(`Wrong: ${what}`)
}

const sumOf = (values: ReadonlyArray<number>): number => values.reduce((sum, value) => sum + value, 0)
