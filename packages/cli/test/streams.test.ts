import { gzipSync } from "node:zlib"
import { layerConnection } from "@bulk-contacts/test-support/databases"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { assert, describe, it } from "vitest"
import { startCli } from "./support/cli.ts"
import { emptyDatabaseUrl, migratedDirectory, setUpDatabase } from "./support/database.ts"

const addresses = Array.from({ length: 2500 }, (_, i) => `ada${i}@example.com`)
const ndjson = addresses.map((email) => `${JSON.stringify({ email, metadata: { text: "x".repeat(200) } })}\n`).join("")

interface Client {
  readonly origin: string
  readonly apiKey: string
}

const send = (
  { origin, apiKey }: Client,
  body: BodyInit,
  headers: Record<string, string> = {},
  init: RequestInit = {},
  query = "accountIds=A123",
) =>
  fetch(`${origin}/v1/accounts/contacts/bulk?${query}`, {
    method: "POST",
    headers: { "x-api-key": apiKey, "content-type": "application/x-ndjson", ...headers },
    body,
    ...init,
  })

const kinds = [
  [
    "PostgreSQL",
    async () => {
      const environment = { STORE: "postgres", DATABASE_URL: await emptyDatabaseUrl() }
      return { environment, apiKey: await setUpDatabase(environment.DATABASE_URL) }
    },
  ],
  [
    "the embedded database",
    async () => ({
      environment: { STORE: "pglite", DATA_DIR: await migratedDirectory() },
      apiKey: "demo-api-key",
    }),
  ],
] as const

describe.each(kinds)("a stream to a server on %s", (_name, prepare) => {
  it("is created completely and once, across a restart, and leaves nothing behind if its client disconnects", async () => {
    const { environment, apiKey } = await prepare()
    const server = await startCli(environment)
    const client = { origin: server.origin, apiKey }

    const leaving = new AbortController()
    const torn = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        // The server has read what was sent before.
        if (leaving.signal.aborted) return
        controller.enqueue(new TextEncoder().encode(ndjson))
        setImmediate(() => leaving.abort())
      },
    })
    const cut = send(client, torn, {}, { signal: leaving.signal, duplex: "half" } as RequestInit)
    assert.strictEqual(await cut.then((response) => response.status).catch(({ name }) => name), "AbortError")

    const preview = await send(client, ndjson, {}, {}, "dryRun=true")
    assert.deepStrictEqual(await preview.json(), { total: 2500, created: 2500, skipped: 0 })

    const key = { "idempotency-key": "stream", prefer: "return=representation" }
    const first = await send(client, gzipSync(ndjson), { ...key, "content-encoding": "gzip" })
    const { contacts, ...counts } = await first.json()
    assert.deepStrictEqual([first.status, counts], [201, { total: 2500, created: 2500, skipped: 0 }])
    assert.deepStrictEqual(
      contacts.map(({ index, email, status }: Record<string, unknown>) => [index, email, status]),
      addresses.map((email, index) => [index, email, "created"]),
    )
    assert.strictEqual(await server.end("SIGTERM"), 0)
    if ("DATABASE_URL" in environment) assert.strictEqual(await countStaged(environment.DATABASE_URL), 0)

    const restarted = { origin: (await startCli(environment)).origin, apiKey }
    const again = await send(restarted, ndjson, key)
    assert.deepStrictEqual([again.status, await again.json()], [201, counts])
    assert.strictEqual(again.headers.get("idempotency-replayed"), "true")
    const csv = await send(restarted, `email\n${addresses.join("\n")}\ngrace@example.com\n`, {
      "content-type": "text/csv",
    })
    assert.deepStrictEqual(await csv.json(), { total: 2501, created: 1, skipped: 2500 })
  })
})

const countStaged = (url: string): Promise<number> =>
  Effect.runPromise(
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const [row] = yield* sql<{ readonly count: number }>`select count(*)::int as count from staged_contacts`
      return row?.count ?? -1
    }).pipe(Effect.provide(layerConnection(url))),
  )
