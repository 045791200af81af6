import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { temporaryDirectory } from "../support/database.ts"
import { DEMO, demoServer, fileOf, lines, reportHeader, storeAndServer } from "../support/importing.ts"
import { runInProcess } from "../support/runInProcess.ts"

describe("import --lenient", () => {
  const file = () =>
    fileOf(
      "leads.csv",
      lines(
        "email,firstName,accountIds",
        "ada@example.com,Ada,A123",
        "no address,Grace,",
        'alan@example.com,"Al"an,',
        "kay@example.com,Kay,A999",
        "ada@example.com,Ada,",
      ),
    )

  it("leaves out invalid contacts, and says which and why, in a store and on a server", async () => {
    for (const [args, env] of await storeAndServer()) {
      const path = await file()
      const report = join(await temporaryDirectory(), "report.csv")
      const run = (...more: ReadonlyArray<string>) => runInProcess(["import", path, ...args, ...more], env)
      assert.strictEqual((await run()).status, 2)
      const preview = await run("--lenient", "--dry-run")
      assert.deepStrictEqual(
        [preview.status, preview.stdout],
        [0, "Would create 1 of 5 contacts; 1 would be skipped, 3 left out as invalid. Nothing was stored\n"],
      )
      const { status, stdout, stderr } = await run("--lenient", "--report", report)
      assert.deepStrictEqual([status, stdout], [0, "Created 1 of 5 contacts; 1 skipped, 3 left out as invalid\n"])
      assert.match(
        stderr,
        /\n3 invalid contacts were left out:\n {2}line 3 {2}email {7}"no address" {2}must be an email address\n {2}line 4 {2}contacts .*\n {2}line 5 {2}accountIds {2}"A999" {8}Account not found: A999\n/,
      )
      assert.strictEqual(
        (await readFile(report, "utf8")).replace(/has text after.*?twice/, "…").replace(/[\da-f-]{36}/, "ID"),
        [
          reportHeader,
          "2,created,ada@example.com,ID,,,,,,,",
          "3,invalid,,,,,email,email,no address,invalid_email,must be an email address",
          "4,invalid,,,,,,contacts,,invalid_csv,…",
          "5,invalid,,,,,accountIds,accountIds,A999,account_not_found,Account not found: A999",
          "6,skipped,ada@example.com,,duplicate_in_request,2,,,,,",
          "",
        ].join("\r\n"),
      )
      const again = await run("--lenient", "--json")
      assert.deepInclude(JSON.parse(again.stdout), { total: 5, created: 0, skipped: 2, invalid: 3, dryRun: false })
    }
  })

  it("is rejected if the columns are not understood or an account from the command line does not exist", async () => {
    const { origin } = await demoServer()
    const unknown = await fileOf("unknown.csv", lines("email,Whatever", "ada@example.com,x"))
    for (const [path, ...args] of [[unknown], [await file(), "--account", "A999"]]) {
      const run = await runInProcess(["import", path ?? "", "--url", origin, "--lenient", ...args], DEMO)
      assert.strictEqual(run.status, 2)
      assert.match(run.stderr, /was rejected and nothing was stored/)
    }
  })

  it("names the position of a contact in a JSON file", async () => {
    const { origin } = await demoServer()
    const path = await fileOf("leads.json", JSON.stringify(["ada@example.com", { email: "no address" }]))
    const { status, stderr } = await runInProcess(["import", path, "--url", origin, "--lenient"], DEMO)
    assert.strictEqual(status, 0)
    assert.match(
      stderr,
      /1 invalid contact was left out:\n {2}contacts\[1\] {2}email {2}"no address" {2}must be an email address\n/,
    )
  })
})
