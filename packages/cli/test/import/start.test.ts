import { assert, describe, it } from "vitest"
import { DEMO, fileOf } from "../support/importing.ts"
import { runInProcess } from "../support/runInProcess.ts"

describe("an import that cannot start", () => {
  // Nothing listens there: sending anything would fail in another way.
  const run = (file: string, environment: Record<string, string> = DEMO, ...args: ReadonlyArray<string>) =>
    runInProcess(["import", file, "--url", "http://127.0.0.1:1", ...args], environment)

  it("is rejected for a column that is not a field, by name", async () => {
    const { status, stdout, stderr } = await run(await fileOf("a.csv", "e-mail,Company\nada@example.com,1\n"))
    assert.match(stderr, /: 1 problem\n {2}line 2 {2}Company {2}is not a field of a contact .*--keep-rest\)\n$/)
    assert.deepStrictEqual([status, stdout], [2, ""])
  })

  it("reports that the file does not exist", async () => {
    const { status, stderr } = await run("missing.csv")
    assert.strictEqual(stderr, "bulk-contacts: missing.csv: cannot be read: no such file or directory\n")
    assert.strictEqual(status, 1)
  })
})
