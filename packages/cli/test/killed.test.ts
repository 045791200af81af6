import { execFileSync, spawnSync } from "node:child_process"
import { once } from "node:events"
import { open, readFile } from "node:fs/promises"
import { join } from "node:path"
import { times } from "@bulk-contacts/test-support/times"
import { assert, it } from "vitest"
import { spawnCli, startCli } from "./support/cli.ts"
import {
  emptyDatabaseUrl,
  holdOpen,
  migratedDirectory,
  runJson,
  temporaryDirectory,
  untilBlocked,
} from "./support/database.ts"
import { post } from "./support/load.ts"
import { runInProcess } from "./support/runInProcess.ts"

type Environment = Readonly<Record<string, string>>

/** Too much for the buffers of a pipe, also compressed. */
const CONTACTS = 1500
const contacts = Array.from({ length: CONTACTS }, (_, i) => ({
  email: `p${i}@example.com`,
  metadata: { random: Buffer.from(crypto.getRandomValues(new Uint8Array(600))).toString("base64") },
}))

/** A server on an embedded database with contacts of an import. */
const startWithContacts = async () => {
  const environment = { STORE: "pglite", DATA_DIR: await migratedDirectory() }
  const server = await startCli(environment)
  const client = { origin: () => server.origin, apiKey: "demo-api-key" }
  assert.strictEqual((await post(client, { contacts }, "?import=people.csv"))?.body.created, CONTACTS)
  return { environment, client }
}

const hasPipes = spawnSync("mkfifo", ["--version"]).error === undefined

/** Lets `restore` read part of a backup from a pipe, and kills it when it has read all but what the pipe holds. */
const killRestore = async (backup: Uint8Array, bytes: number, environment: Environment) => {
  const pipe = join(await temporaryDirectory(), "pipe.gz")
  execFileSync("mkfifo", [pipe])
  const child = spawnCli(["restore", pipe], environment)
  const exit = once(child, "exit")
  const file = await open(pipe, "w")
  await file.writeFile(backup.subarray(0, bytes))
  child.kill("SIGKILL")
  assert.deepStrictEqual(await exit, [null, "SIGKILL"])
  await file.close()
}

it.skipIf(!hasPipes)(
  "a restore that is killed leaves nothing, and can be repeated (skipped without mkfifo)",
  async () => {
    const { environment } = await startWithContacts()
    const file = join(await temporaryDirectory(), "contacts.backup.gz")
    const { counts } = await runJson(environment, "backup", file)
    const backup = await readFile(file)
    const targets = [
      { STORE: "pglite", DATA_DIR: join(await temporaryDirectory(), "new") },
      { STORE: "postgres", DATABASE_URL: await emptyDatabaseUrl() },
    ]
    for (const target of targets) {
      for (const part of times([0.1, 1], [0.1, 0.6, 1])) {
        await killRestore(backup, Math.floor(backup.length * part) - 1, target)
        const listed = await runInProcess(["org", "list", "--json"], target)
        // Where nothing was migrated yet, the store of a server cannot be listed.
        assert.strictEqual(listed.stdout, "")
      }
      assert.deepStrictEqual((await runJson(target, "restore", file)).counts, counts)
      const refused = await runInProcess(["restore", file], target)
      assert.strictEqual(refused.status, 2)
      assert.strictEqual(
        (await runInProcess(["contact", "list", "--org", "demo", "--all", "--json"], target)).stdout.split("\n").length,
        CONTACTS + 1,
      )
    }
  },
)

it("a copy that is killed leaves nothing, the server of its source works on, and it can be repeated", async () => {
  const { environment, client } = await startWithContacts()
  const url = await emptyDatabaseUrl()
  await runJson({ STORE: "postgres", DATABASE_URL: url }, "migrate")
  const tables = times(["imports", "contacts"], ["organizations", "imports", "contacts"])
  for (const table of tables) {
    // It can be read, so that the copy is stopped when it inserts.
    const lock = await holdOpen(url, `lock table ${table} in share mode`)
    const child = spawnCli(["copy", "--to", url], environment)
    const exit = once(child, "exit")
    await untilBlocked(url)
    child.kill("SIGKILL")
    assert.deepStrictEqual(await exit, [null, "SIGKILL"])
    await lock.release()
    const answer = await post(client, { contacts: [`${table}@example.com`] })
    assert.strictEqual(answer?.status, 201)
  }
  const { source, target } = await runJson(environment, "copy", "--to", url)
  assert.strictEqual(source.contacts, CONTACTS + tables.length)
  assert.deepStrictEqual(source, target)
})
