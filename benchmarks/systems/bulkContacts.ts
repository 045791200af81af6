import { execFile } from "node:child_process"
import { rmSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import type { Sql } from "postgres"
import { atExit } from "../measure/atExit.ts"
import { type ServerProcess, startServer } from "../measure/ServerProcess.ts"
import { BULK_PATH } from "../peers/environment.ts"
import type { Checkout } from "./Checkout.ts"
import { connectHttp, encodeJson, encodeNdjson, ndjson } from "./httpClient.ts"
import { ACCOUNT, CONTACT_TYPE, ORGANIZATION } from "./organization.ts"
import type { System } from "./System.ts"
import { ownTables } from "./tables.ts"

/** The largest JSON request in the scenarios exceeds the default limit. */
const limits = { MAX_CONTACTS: "100000" }

export const ON_POSTGRES = "bulk-contacts, PostgreSQL"
export const IN_MEMORY = "bulk-contacts, memory"

const DEMO_API_KEY = "demo-api-key"

/** A database that `prepareDatabase` has set up. */
export interface OwnDatabase {
  readonly url: string
  readonly sql: Sql
  readonly apiKey: string
}

/** This project's server on PostgreSQL. */
export const onPostgres = async ({ program }: Checkout, { url, sql, apiKey }: OwnDatabase): Promise<System> => {
  const server = await startServer([program, "serve"], { DATABASE_URL: url, ...limits })
  return {
    title: ON_POSTGRES,
    share: 1,
    skipsExisting: true,
    server: () => server,
    usesPostgres: true,
    encode: encodeJson,
    connect: async (connections) => connectHttp({ origin: server.origin, apiKeys: [apiKey] }, connections),
    ...ownTables(sql),
    stop: server.stop,
  }
}

/** The same server; requests take these API keys in turn. */
export const withApiKeys = (system: System, apiKeys: ReadonlyArray<string>): System => ({
  ...system,
  connect: async (connections) => connectHttp({ origin: originOf(system), apiKeys }, connections),
})

/** The same server; requests are NDJSON. */
export const withNdjson = (system: System, apiKey: string, option: keyof typeof streamOptions = "none"): System => ({
  ...system,
  encode: encodeNdjson,
  connect: async (connections) => {
    const { query, headers } = streamOptions[option]
    const target = { origin: originOf(system), apiKeys: [apiKey], contentType: ndjson.contentType, headers }
    return connectHttp({ ...target, query: { ...ndjson.query, ...query } }, connections)
  },
})

/** What a request with many lines asks for. */
const streamOptions = {
  none: { query: {}, headers: {} },
  dryRun: { query: { dryRun: "true" }, headers: {} },
  outcomes: { query: {}, headers: { prefer: "return=representation" } },
} as const

/** Whether the server accepts NDJSON. */
export const takesNdjson = async (system: System, apiKey: string): Promise<boolean> => {
  const headers = { "content-type": ndjson.contentType, "x-api-key": apiKey }
  const { status } = await fetch(originOf(system) + BULK_PATH, { method: "POST", headers, body: "" })
  return status !== 415
}

const originOf = (system: System): string => system.server()?.origin ?? ""

/** This project's server on a store that only its own process can read. A restart empties it. */
const embedded = async (title: string, share: number, start: () => Promise<ServerProcess>): Promise<System> => {
  let server = await start()
  return {
    title,
    share,
    skipsExisting: true,
    server: () => server,
    usesPostgres: false,
    encode: encodeJson,
    connect: async (connections) => connectHttp({ origin: server.origin, apiKeys: [DEMO_API_KEY] }, connections),
    reset: async () => {
      await server.stop()
      server = await start()
    },
    // A dry run of each batch tells how many of its contacts exist.
    stored: async (sent) => {
      const client = connectHttp({ origin: server.origin, apiKeys: [DEMO_API_KEY], query: { dryRun: "true" } }, 1)
      let contacts = 0
      for (const [index, batch] of sent.entries()) contacts += (await client.send(batch, index)).skipped
      await client.close()
      return { contacts, links: null }
    },
    stop: () => server.stop(),
  }
}

export const inMemory = ({ program }: Checkout): Promise<System> =>
  embedded(IN_MEMORY, 1, () => startServer([program, "serve"], { STORE: "memory", ...limits }))

export const onPglite = ({ program }: Checkout): Promise<System> =>
  embedded("bulk-contacts, PGlite", 0.2, async () => {
    const directory = await mkdtemp(join(tmpdir(), "bulk-contacts-benchmark-pglite-"))
    const forget = atExit(() => rmSync(directory, { recursive: true, force: true }))
    const server = await startServer([program, "serve"], { STORE: "pglite", DATA_DIR: directory, ...limits })
    return {
      ...server,
      stop: async () => {
        await server.stop()
        await rm(directory, { recursive: true, force: true })
        forget()
      },
    }
  })

const run = promisify(execFile)

/** Migrates the database and creates the organization in it with the project's own commands. Returns its API key. */
export const prepareDatabase = async ({ program }: Checkout, url: string): Promise<string> => {
  const command = async (...args: ReadonlyArray<string>): Promise<string> =>
    (await run(process.execPath, [program, ...args], { env: { DATABASE_URL: url } })).stdout
  await command("migrate")
  await command("org", "create", "--id", ORGANIZATION, "--name", ORGANIZATION)
  const [created] = await Promise.all([
    command("key", "create", "--org", ORGANIZATION),
    command("account", "create", "--org", ORGANIZATION, "--id", ACCOUNT, "--name", ACCOUNT),
    command("contact-type", "create", "--org", ORGANIZATION, "--id", CONTACT_TYPE, "--name", CONTACT_TYPE),
  ])
  return JSON.parse(created).key
}
