import { readFile } from "node:fs/promises"
import { join } from "node:path"
import type { Sql } from "postgres"
import { startServer } from "../measure/ServerProcess.ts"
import { connectHttp, encodeJson } from "./httpClient.ts"
import { ACCOUNT, CONTACT_TYPE, ORGANIZATION } from "./organization.ts"
import type { System } from "./System.ts"
import { conventionalTables } from "./tables.ts"

const API_KEY = "peer-api-key"

const root = join(import.meta.dirname, "..")

/** Creates the conventional schema and the organization in it. */
export const prepareConventional = async (sql: Sql): Promise<void> => {
  await sql.unsafe(await readFile(join(root, "peers/schema.sql"), "utf8"))
  await sql`insert into organizations (id, name) values (${ORGANIZATION}, ${ORGANIZATION})`
  await sql`
    insert into api_keys (organization_id, key_hash)
    values (${ORGANIZATION}, encode(sha256(convert_to(${API_KEY}, 'UTF8')), 'hex'))`
  await sql`insert into accounts (id, organization_id, name) values (${ACCOUNT}, ${ORGANIZATION}, ${ACCOUNT})`
  await sql`
    insert into contact_types (id, organization_id, name)
    values (${CONTACT_TYPE}, ${ORGANIZATION}, ${CONTACT_TYPE})`
}

const peer =
  (title: string, program: string, share: number) =>
  async (url: string, sql: Sql): Promise<System> => {
    const server = await startServer([join(root, program)], { DATABASE_URL: url })
    return {
      title,
      share,
      skipsExisting: true,
      server: () => server,
      usesPostgres: true,
      encode: encodeJson,
      connect: async (connections) => connectHttp({ origin: server.origin, apiKeys: [API_KEY] }, connections),
      ...conventionalTables(sql),
      stop: server.stop,
    }
  }

export const NEST = "NestJS + TypeORM"
export const DRIZZLE = "Fastify + Drizzle"
export const UNNEST = "Fastify, hand-written unnest"
export const JSON_ONLY = "limit: JSON.parse only"

export const nest = peer(NEST, "dist/nest/main.js", 0.2)
export const drizzle = peer(DRIZZLE, "peers/drizzle.ts", 0.2)
export const unnest = peer(UNNEST, "peers/unnest.ts", 1)

/** What Node.js alone costs. Stores nothing. */
export const jsonOnly = async (): Promise<System> => {
  const server = await startServer([join(root, "peers/jsonOnly.ts")], {})
  return {
    title: JSON_ONLY,
    share: 1,
    skipsExisting: false,
    server: () => server,
    usesPostgres: false,
    encode: encodeJson,
    connect: async (connections) => connectHttp({ origin: server.origin, apiKeys: [""] }, connections),
    reset: async () => {},
    stored: async () => null,
    stop: server.stop,
  }
}
