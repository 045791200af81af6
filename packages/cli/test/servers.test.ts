import { startPostgres } from "@bulk-contacts/test-support/PostgresServer"
import { assert, it } from "vitest"
import { startCli } from "./support/cli.ts"
import { emptyDatabaseUrl, migrateLater, setUpDatabase } from "./support/database.ts"
import { countStored, post, startLoad } from "./support/load.ts"
import { runInProcess } from "./support/runInProcess.ts"

const EMAILS = Array.from({ length: 500 }, (_, i) => `both-${i}@example.com`)

it("two servers on one database create each email of overlapping requests once", async () => {
  const environment = { STORE: "postgres", DATABASE_URL: await emptyDatabaseUrl() }
  const apiKey = await setUpDatabase(environment.DATABASE_URL)
  const servers = [await startCli(environment), await startCli(environment)]
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => {
      const origin = servers[i % 2]?.origin ?? ""
      const contacts = i % 4 < 2 ? EMAILS : EMAILS.toReversed()
      return post({ origin: () => origin, apiKey }, { contacts, accountIds: ["A123"] })
    }),
  )
  assert.strictEqual(
    answers.reduce((sum, answer) => sum + answer?.body.created, 0),
    EMAILS.length,
  )
  for (const answer of answers) {
    assert.include([200, 201], answer?.status)
    assert.strictEqual(answer?.body.total, answer?.body.created + answer?.body.skipped)
  }
})

it("a later release changes the schema: a server that it serves works, another one is not ready and does not start", async () => {
  const environment = { STORE: "postgres", DATABASE_URL: await emptyDatabaseUrl() }
  const apiKey = await setUpDatabase(environment.DATABASE_URL)
  const server = await startCli(environment)
  const ready = async (origin: string) => {
    const response = await fetch(`${origin}/health/ready`)
    return [response.status, await response.text()] as const
  }
  await migrateLater(environment.DATABASE_URL, 9001, 9)
  assert.strictEqual((await ready(server.origin))[0], 200)
  const another = await startCli(environment)
  assert.strictEqual((await ready(another.origin))[0], 200)
  const created = await post({ origin: () => another.origin, apiKey }, { contacts: EMAILS, accountIds: ["A123"] })
  assert.strictEqual(created?.status, 201)

  await migrateLater(environment.DATABASE_URL, 9002, 9002)
  const [status, body] = await ready(server.origin)
  assert.strictEqual(status, 503)
  assert.match(body, /The database needs a later release: its schema serves those from migration 9002 on/)
  for (const command of [["serve"], ["migrate"], ["org", "create", "--id", "other", "--name", "Other"]]) {
    const { status, stdout, stderr } = await runInProcess(command, environment)
    assert.deepStrictEqual([status, stdout], [1, ""])
    assert.match(stderr, /^bulk-contacts: The database needs a later release: [^\n]+\n$/)
  }
})

it("a restart of PostgreSQL under load causes 503s and loses nothing acknowledged", async () => {
  const postgres = await startPostgres()
  try {
    const environment = { STORE: "postgres", DATABASE_URL: postgres.url }
    const apiKey = await setUpDatabase(environment.DATABASE_URL)
    const { origin } = await startCli(environment)
    const client = { origin: () => origin, apiKey }
    const load = startLoad(client, "restart")
    await load.acknowledged(10)
    await postgres.stop()
    await load.answered(503, 10)
    await postgres.start()
    const before = load.count(201)
    await load.acknowledged(before + 10)
    await load.stop()
    for (const batch of load.batches) {
      assert.include([201, 503], batch.status)
      assert.include(
        batch.status === 201 ? [batch.emails.length] : [0, batch.emails.length],
        await countStored(client, batch),
      )
    }
  } finally {
    await postgres.dispose()
  }
})
