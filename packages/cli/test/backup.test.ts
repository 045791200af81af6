import { readFileSync, statSync, writeFileSync } from "node:fs"
import { readdir } from "node:fs/promises"
import { join } from "node:path"
import { gunzipSync, gzipSync } from "node:zlib"
import { assert, it } from "vitest"
import { startCli } from "./support/cli.ts"
import { emptyDatabaseUrl, migratedDirectory, runJson, temporaryDirectory } from "./support/database.ts"
import { post } from "./support/load.ts"
import { runInProcess } from "./support/runInProcess.ts"
import { startInProcess } from "./support/startInProcess.ts"

/** Creates a contact of the demo organization, through a server on the directory. */
const withContact = async (environment: Readonly<Record<string, string>>, email: string) => {
  const { origin, stop } = await startInProcess({ ...environment, PORT: "0" })
  await post({ origin: () => origin, apiKey: "demo-api-key" }, { contacts: [email] })
  await stop()
}

it("a running server is backed up, restored elsewhere, and copied to PostgreSQL, where its key works (E10)", async () => {
  const files = await temporaryDirectory()
  const file = join(files, "contacts.backup.gz")
  const source = { STORE: "pglite", DATA_DIR: await migratedDirectory() }
  const server = await startCli(source)
  const request = { contacts: ["ann@example.com", "bea@example.com", "cyd@example.com"] }
  const client = { origin: () => server.origin, apiKey: "demo-api-key" }
  assert.strictEqual((await post(client, request))?.status, 201)

  const { counts } = await runJson(source, "backup", file)
  assert.deepInclude(counts, { organizations: 2, api_keys: 2, accounts: 3, contacts: 3 })
  assert.strictEqual(statSync(file).mode & 0o777, 0o600)
  assert.deepStrictEqual(await readdir(files), ["contacts.backup.gz"])
  const again = await runInProcess(["backup", file], source)
  assert.deepStrictEqual(
    [again.status, again.stderr],
    [2, `bulk-contacts: ${file}: there is a file already; choose another name\n`],
  )

  const used = { STORE: "pglite", DATA_DIR: await migratedDirectory() }
  await withContact(used, "dee@example.com")
  const refused = await runInProcess(["restore", file], used)
  assert.strictEqual(refused.status, 2)
  assert.match(
    refused.stderr,
    /^bulk-contacts: The target already has data \(2 organizations, 2 API keys, .*1 contact\): nothing was changed/,
  )
  const kept = await runJson(used, "contact", "list", "--org", "demo")
  assert.strictEqual(kept.email, "dee@example.com")
  // It is refused while a server runs, too.
  assert.strictEqual((await runInProcess(["restore", file], source)).status, 2)
  assert.strictEqual((await post(client, request))?.body.skipped, 3)
  await server.end("SIGTERM")

  const elsewhere = { STORE: "pglite", DATA_DIR: await migratedDirectory() }
  const damaged = join(files, "damaged.gz")
  writeFileSync(damaged, gzipSync(gunzipSync(readFileSync(file)).subarray(0, -20)))
  const unreadable = await runInProcess(["restore", damaged], elsewhere)
  assert.strictEqual(unreadable.status, 2)
  assert.include(unreadable.stderr, "This is not a backup that can be restored")
  const restored = await runInProcess(["restore", file], elsewhere)
  assert.deepStrictEqual([restored.status, restored.stderr], [0, ""])
  assert.match(restored.stdout, /^Restored 2 organizations, .*3 contacts, .* from \S+\n$/)

  const url = await emptyDatabaseUrl()
  const copied = await runInProcess(["copy", "--to", url], elsewhere)
  assert.deepStrictEqual([copied.status, copied.stderr], [0, ""])
  assert.match(copied.stdout, /^TABLE +HERE +THERE\n(.+\n)*contacts +3 +3\n/)
  const repeated = await runInProcess(["copy", "--to", url], elsewhere)
  assert.strictEqual(repeated.status, 2)
  assert.notInclude(repeated.stderr, new URL(url).password)
  const copy = await startCli({ DATABASE_URL: url })
  const answer = await post({ origin: () => copy.origin, apiKey: "demo-api-key" }, request)
  assert.deepStrictEqual(answer?.body, { total: 3, created: 0, skipped: 3 })
})

it.each([
  [["restore", "/nonexistent.gz"], 1, "/nonexistent.gz: cannot be read: no such file"],
  [["backup", "/nonexistent/a.gz"], 1, "/nonexistent/a.gz: cannot be written: "],
  [["copy", "--to", "mysql://localhost/x"], 2, "--to: must be a URL like postgres://"],
] as const)("%j fails in one line", async (args, status, message) => {
  const run = await runInProcess(args, {
    DATABASE_URL: await emptyDatabaseUrl().then(async (url) => {
      await runInProcess(["migrate"], { DATABASE_URL: url })
      return url
    }),
  })
  assert.deepStrictEqual([run.status, run.stdout], [status, ""])
  assert.include(run.stderr, `bulk-contacts: ${message}`)
  assert.lengthOf(run.stderr.trimEnd().split("\n"), 1)
})
