import { existsSync } from "node:fs"
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { temporaryDirectory } from "../support/database.ts"
import { DEMO, demoServer, fileOf, lines, storeAndServer } from "../support/importing.ts"
import { runInProcess } from "../support/runInProcess.ts"

describe("import --rejects", () => {
  it("writes the invalid rows, which can be corrected and imported, from a store and from a server", async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `${i % 2 === 0 ? `p${i}@example.com` : `p${i}`};=${i}`)
    for (const [args, env] of await storeAndServer()) {
      const path = await fileOf("leads.csv", lines("email;Vorname", ...rows))
      const directory = await temporaryDirectory()
      const [report, rejects] = [join(directory, "report.csv"), join(directory, "rejects.csv")]
      const run = (file: string, ...more: ReadonlyArray<string>) =>
        runInProcess(["import", file, ...args, "--separator", ";", ...more], env)

      const strict = await run(path, "--report", report, "--rejects", rejects)
      assert.deepStrictEqual([strict.status, strict.stdout], [2, ""])
      const strictRejects = await readFile(rejects, "utf8")
      const reported = (await readFile(report, "utf8")).trimEnd().split("\r\n")
      assert.lengthOf(reported, 151)
      assert.match(reported.at(-1) ?? "", /^301,invalid,,,,,email,email,p299,invalid_email,/)

      const lenient = await run(path, "--lenient", "--report", report, "--rejects", rejects)
      assert.strictEqual(lenient.stdout, "Created 150 of 300 contacts; 0 skipped, 150 left out as invalid\n")
      assert.lengthOf((await readFile(report, "utf8")).trimEnd().split("\r\n"), 301)
      assert.strictEqual(await readFile(rejects, "utf8"), strictRejects)
      assert.match(
        strictRejects,
        /^\uFEFFemail;Vorname;bulk-contacts problem\r\np1;'=1;email must be an email address\r\n/,
      )

      await writeFile(rejects, strictRejects.replaceAll(/^(p\d+);/gm, "$1@example.com;"))
      const corrected = await run(rejects)
      assert.strictEqual(corrected.stdout, "Created 150 of 150 contacts; 0 skipped\n", corrected.stderr)
    }
  })

  it("of a file that is rejected as a whole writes no rows", async () => {
    const { origin } = await demoServer()
    const path = await fileOf("leads.csv", lines("email", "ada@example.com"))
    const rejects = join(await temporaryDirectory(), "rejects.csv")
    const args = ["import", path, "--url", origin, "--account", "A999", "--rejects", rejects]
    const { status, stderr } = await runInProcess(args, DEMO)
    assert.strictEqual(status, 2)
    assert.match(stderr, /rejects\.csv was not written: no contact is at fault\n$/)
    assert.isFalse(existsSync(rejects))
  })
})
