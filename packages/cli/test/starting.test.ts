import { once } from "node:events"
import { existsSync, readdirSync } from "node:fs"
import { type AddressInfo, createServer } from "node:net"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { times } from "@bulk-contacts/test-support/times"
import { assert, it, onTestFinished } from "vitest"
import { spawnCli, startCli } from "./support/cli.ts"
import { connect } from "./support/connection.ts"
import { emptyDatabaseUrl, holdOpen, runJson, temporaryDirectory, untilBlocked } from "./support/database.ts"
import { post } from "./support/load.ts"
import { freePort } from "./support/redis.ts"

/** A database that accepts connections and never answers. Resolves `isUsed` when somebody connects. */
const silentDatabase = async () => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const isUsed = once(server, "connection").then(([socket]) => {
    onTestFinished(() => void socket.destroy())
  })
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { url: `postgres://user@127.0.0.1:${port}/x?connect_timeout=3600`, isUsed }
}

it("is alive and not ready while its database is being opened, and stops at once on a signal", async () => {
  const { url, isUsed } = await silentDatabase()
  const port = await freePort()
  const child = spawnCli(["serve"], { DATABASE_URL: url, PORT: String(port) })
  await isUsed
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`)
    return [response.status, response.headers.get("connection"), await response.text()]
  }
  assert.deepStrictEqual(await get("/health/live"), [200, "close", '{"status":"ok"}'])
  const unavailable =
    '{"statusCode":503,"message":"The server is starting: its database is not open yet","error":"Service Unavailable"}'
  assert.deepStrictEqual(await get("/health/ready"), [503, "close", unavailable])
  assert.deepStrictEqual(await get("/v1/accounts/contacts"), [503, "close", unavailable])
  const answer = await post(
    { origin: () => `http://127.0.0.1:${port}`, apiKey: "key" },
    { contacts: ["a@example.com"] },
  )
  assert.strictEqual(answer?.status, 503)
  await connect(`http://127.0.0.1:${port}`)
  child.kill("SIGTERM")
  assert.deepStrictEqual(await once(child, "exit"), [0, null])
})

it.each([
  ["with the tables of the template", {}, []],
  [
    "with tables in another schema, which it creates",
    { DATABASE_SCHEMA: "tenants" },
    times([20], [1, 2, 4, 7, 11, 16, 22, 30]),
  ],
])(
  "a first start that is killed, whatever it has done by then, is followed by one that works: %s",
  async (...given) => {
    const [, schema, created] = given
    const dataDir = join(await temporaryDirectory(), "data")
    const environment = { STORE: "pglite", DATA_DIR: dataDir, ...schema }
    const entries = (path = "") => (existsSync(join(dataDir, path)) ? readdirSync(join(dataDir, path)) : [])
    const isUnpacking = () => entries().some((name) => name.startsWith("postgres.new-"))
    const hasDatabase = () => entries().includes("postgres")
    /** Each table and each index is a file, before it is committed. */
    const countFiles = () => entries("postgres/base/5").length
    const migrates = (files: number) => {
      const before = countFiles()
      return () => countFiles() >= before + files
    }
    const stages = [
      () => () => existsSync(dataDir),
      () => () => isUnpacking() || hasDatabase(),
      () => hasDatabase,
      ...created.map((files) => () => migrates(files)),
    ]
    for (const observe of stages) {
      const isReached = observe()
      const child = spawnCli(["serve"], environment)
      const exit = once(child, "exit")
      // Without a pause, looking takes more CPU time than what is looked at.
      while (!isReached()) await setTimeout(1)
      child.kill("SIGKILL")
      assert.deepStrictEqual(await exit, [null, "SIGKILL"])
    }
    const { origin } = await startCli(environment)
    const request = { contacts: ["ada@example.com"], accountIds: ["A123"], contactType: "CT123" }
    assert.strictEqual((await post({ origin: () => origin, apiKey: "demo-api-key" }, request))?.status, 201)
    assert.isFalse(isUnpacking())
  },
)

it("a migration that is killed changes nothing, and the next one does everything", async () => {
  const environment = { STORE: "postgres", DATABASE_URL: await emptyDatabaseUrl() }
  for (const table of ["organizations", "contacts", "imports"]) {
    // The migration waits for another transaction that has created a table of this name, and is rolled back.
    const blocker = await holdOpen(environment.DATABASE_URL, `create table public.${table} ()`)
    const child = spawnCli(["migrate"], { ...environment, DATABASE_SCHEMA: "public" })
    const exit = once(child, "exit")
    await untilBlocked(environment.DATABASE_URL)
    child.kill("SIGKILL")
    assert.deepStrictEqual(await exit, [null, "SIGKILL"])
    await blocker.release()
  }
  const { migrations } = await runJson({ ...environment, DATABASE_SCHEMA: "public" }, "migrate")
  assert.include(migrations, "0001_organizations")
})
