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
import { connectHttp, encodeJson, encodeNdjson, ndjson } from "./httpClient.ts"
import { ACCOUNT, CONTACT_TYPE, ORGANIZATION } from "./organization.ts"
import type { System } from "./System.ts"
import { ownTables } from "./tables.ts"

const program = join(import.meta.dirname, "../../packages/cli/bin/bulk-contacts.js")

/** The largest JSON request that is measured is larger than the default allows. */
const limits = { MAX_CONTACTS: "100000" }

export const ON_POSTGRES = "bulk-contacts, PostgreSQL"
export const IN_MEMORY = "bulk-contacts, memory"

const DEMO_API_KEY = "demo-api-key"

/** This system on PostgreSQL, as `prepareDatabase` left it. */
export const onPostgres = async (url: string, sql: Sql, apiKey: string): Promise<System> => {
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

/** The same server, with requests that take turns at these API keys. */
export const withApiKeys = (system: System, apiKeys: ReadonlyArray<string>): System => ({
  ...system,
  connect: async (connections) => connectHttp({ origin: originOf(system), apiKeys }, connections),
})

/** The same server, with requests of a contact a line. */
export const withNdjson = (system: System, apiKey: string): System => ({
  ...system,
  encode: encodeNdjson,
  connect: async (connections) => connectHttp({ origin: originOf(system), apiKeys: [apiKey], ...ndjson }, connections),
})

/** Whether the server takes a contact a line. */
export const takesNdjson = async (system: System, apiKey: string): Promise<boolean> => {
  const headers = { "content-type": ndjson.contentType, "x-api-key": apiKey }
  const { status } = await fetch(originOf(system) + BULK_PATH, { method: "POST", headers, body: "" })
  return status !== 415
}

const originOf = (system: System): string => system.server()?.origin ?? ""

/** This system on a store of its own, which is reset by starting anew. */
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
    // No one else can look into its tables: it says itself, of each batch, how many of it exist.
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

export const inMemory = (): Promise<System> =>
  embedded(IN_MEMORY, 1, () => startServer([program, "serve"], { STORE: "memory", ...limits }))

export const onPglite = (): Promise<System> =>
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

/** Migrates the database and makes the organization in it, as an operator would; answers its API key. */
export const prepareDatabase = async (url: string): Promise<string> => {
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
