import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { startCli } from "../support/cli.ts"
import { migratedDirectory, temporaryDirectory } from "../support/database.ts"
import { acmeDatabase, fileOf, lines, reportHeader } from "../support/importing.ts"
import { runInProcess } from "../support/runInProcess.ts"

describe("an import directly into a store", () => {
  it("stores new contacts once and reports the others; a dry run stores nothing", async () => {
    const environment = await acmeDatabase()
    const file = await fileOf(
      "leads.csv",
      '\uFEFFE-Mail,"First\r\nName",accountIds,source\r\n\r\nAda@example.com,Ada,A123,\r\nada@EXAMPLE.com,Ada,,"A,\r\nda"\r\n,,,\r\ngrace@example.com,,,\r\n',
    )
    const report = join(await temporaryDirectory(), "skipped.csv")
    const run = (...args: ReadonlyArray<string>) =>
      runInProcess(["import", file, "--org", "acme", ...args], environment)

    const preview = await run("--dry-run", "--report", report)
    assert.strictEqual(preview.stdout, "Would create 2 of 3 contacts; 1 would be skipped. Nothing was stored\n")
    assert.strictEqual(preview.status, 0)
    assert.include(preview.stderr, "  First Name → firstName\n")
    assert.strictEqual(
      await readFile(report, "utf8"),
      `${reportHeader}\r\n4,created,ada@example.com,,,,,,,,\r\n5,skipped,ada@example.com,,duplicate_in_request,4,,,,,\r\n8,created,grace@example.com,,,,,,,,\r\n`,
    )

    assert.strictEqual((await run()).stdout, "Created 2 of 3 contacts; 1 skipped\n")
    const again = await run("--json", "--report", report)
    assert.deepInclude(JSON.parse(again.stdout), { total: 3, created: 0, skipped: 3, dryRun: false })
    assert.match(
      await readFile(report, "utf8"),
      /\r\n4,skipped,ada@example\.com,[0-9a-f-]{36},already_exists,,,,,,\r\n5,.*,4,,,,,\r\n8,skipped,grace@/,
    )

    const ghost = await runInProcess(["import", file, "--org", "ghost", "--account", "A999"], environment)
    assert.strictEqual(ghost.status, 2)
    assert.match(
      ghost.stderr,
      /\nbulk-contacts: The organization ghost does not exist: create it with bulk-contacts org create --id ghost\n$/,
    )

    const rejected = await run("--account", "A999", "--contact-type", "CT999")
    assert.strictEqual(rejected.status, 2)
    assert.match(
      rejected.stderr,
      /rejected and nothing was stored: Account not found in organization acme\n {2}accountIds {3}Account not found: A999\n {2}contactType /,
    )
  })

  it("works on the embedded database", async () => {
    const environment = { STORE: "pglite", DATA_DIR: await migratedDirectory() }
    const { end } = await startCli(environment)
    await end("SIGTERM")
    const file = await fileOf("a.ndjson", lines('"ada@example.com"', '"Ada <ada@example.com>"'))
    for (const [args, created] of [
      [["--dry-run"], 1],
      [["--source", "Slack"], 1],
      [[], 0],
    ] as const) {
      const run = await runInProcess(["import", file, "--org", "demo", "--json", ...args], environment)
      assert.strictEqual(JSON.parse(run.stdout).created, created)
    }
  })
})
