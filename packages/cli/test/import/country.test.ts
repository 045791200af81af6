import { assert, describe, it } from "vitest"
import { fileOf, lines, storeAndServer } from "../support/importing.ts"
import { runInProcess } from "../support/runInProcess.ts"

describe("import --country", () => {
  it("is the country of phone numbers without a country code, in a store and on a server", async () => {
    const file = await fileOf("leads.csv", lines("email,phone", "ada@example.com,030 901820"))
    for (const [args, env] of await storeAndServer()) {
      const without = await runInProcess(["import", file, ...args], env)
      assert.strictEqual(without.status, 2)
      assert.include(without.stderr, "must begin with its country code")
      const { status, stdout } = await runInProcess(["import", file, ...args, "--country", "DE"], env)
      assert.deepStrictEqual([status, stdout], [0, "Created 1 of 1 contact; 0 skipped\n"])
    }
  })
})
