import { once } from "node:events"
import { text } from "node:stream/consumers"
import { layerConnection } from "@bulk-contacts/test-support/databases"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { assert, describe, it } from "vitest"
import { spawnCli } from "../support/cli.ts"
import { emptyDatabaseUrl, setUpDatabase } from "../support/database.ts"
import { DEMO, fileOf, lines, startHttpServer } from "../support/importing.ts"

describe("an import that is stopped", () => {
  const manyContacts = () =>
    fileOf("many.csv", `email\n${Array.from({ length: 300_000 }, (_, i) => `contact-${i}@example.com`).join("\n")}`)

  it("leaves nothing behind in the database", async () => {
    const url = await emptyDatabaseUrl()
    await setUpDatabase(url)
    const child = spawnCli(["import", await manyContacts(), "--org", "acme"], { DATABASE_URL: url })
    const [stderr, exited] = [text(child.stderr), once(child, "exit")]
    const count = (table: string) =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const [row] = yield* sql<{ count: number }>`select count(*)::int as count from ${sql(table)}`
        return row?.count ?? 0
      })
    const watch = Effect.gen(function* () {
      while ((yield* count("staged_contacts")) === 0) yield* Effect.yieldNow
      child.kill("SIGTERM")
      const [status] = yield* Effect.promise(() => exited)
      assert.strictEqual(status, 143)
      assert.deepStrictEqual([yield* count("staged_contacts"), yield* count("contacts")], [0, 0])
    })
    await Effect.runPromise(Effect.provide(watch, layerConnection(url)))
    assert.match(await stderr, /\nStopped: nothing was stored\n$/)
  })

  it("reports that nothing was stored if the server does not have all of it", async () => {
    const { host, asked } = await startHttpServer()
    const child = spawnCli(["import", await manyContacts(), "--url", `http://${host}`], DEMO)
    const [stderr, exited] = [text(child.stderr), once(child, "exit")]
    await asked
    child.kill("SIGINT")
    assert.deepStrictEqual([(await exited)[0], (await stderr).split("\n").at(-2)], [130, "Stopped: nothing was stored"])
  })

  it("reports how to retry if the server has all of it", async () => {
    const { host } = await startHttpServer((request) => request.resume().once("end", () => child.kill("SIGINT")))
    const file = await fileOf("a.csv", lines("email", "ada@example.com"))
    const child = spawnCli(["import", file, "--url", `http://${host}`], DEMO)
    const [stderr, exited] = [text(child.stderr), once(child, "exit")]
    assert.strictEqual((await exited)[0], 130)
    assert.match(
      await stderr,
      /\nStopped: the contacts may have been stored\. Retry safely with --idempotency-key [0-9a-f-]{36}\n$/,
    )
  })
})
