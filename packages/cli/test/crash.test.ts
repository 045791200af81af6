import { times } from "@bulk-contacts/test-support/times"
import { assert, it } from "vitest"
import { startCli } from "./support/cli.ts"
import { emptyDatabaseUrl, migratedDirectory, setUpDatabase } from "./support/database.ts"
import { type Client, countStored, startLoad } from "./support/load.ts"

const ROUNDS = times(2, 20)

/**
 * Kills the server under load repeatedly. Afterwards every acknowledged batch must be stored completely, and every
 * other batch completely or not at all.
 */
const assertSurvives = async (environment: Readonly<Record<string, string>>, apiKey: string) => {
  let origin = ""
  const client: Client = { origin: () => origin, apiKey }
  const batches = []
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startCli(environment)
    origin = server.origin
    const load = startLoad(client, `round-${round}`)
    // In the middle of the batches of the other clients.
    await load.acknowledged(1 + (round % 5))
    await server.end("SIGKILL")
    await load.stop()
    batches.push(...load.batches)
  }
  origin = (await startCli(environment)).origin
  for (const batch of batches) {
    assert.include([201, null], batch.status)
    const whole = batch.emails.length
    assert.include(batch.status === 201 ? [whole] : [0, whole], await countStored(client, batch))
  }
  assert.isAtLeast(batches.filter(({ status }) => status === 201).length, ROUNDS)
  assert.isNotEmpty(batches.filter(({ status }) => status === null))
}

it("kill -9 under load loses nothing acknowledged and stores nothing by half: embedded", async () => {
  await assertSurvives({ STORE: "pglite", DATA_DIR: await migratedDirectory() }, "demo-api-key")
})

it("kill -9 under load loses nothing acknowledged and stores nothing by half: PostgreSQL", async () => {
  const environment = { STORE: "postgres", DATABASE_URL: await emptyDatabaseUrl() }
  await assertSurvives(environment, await setUpDatabase(environment.DATABASE_URL))
})
