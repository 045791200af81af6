import { readdir, readFile, symlink, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { NodeServices } from "@effect/platform-node"
import { Effect, Stream } from "effect"
import { assert, describe, it } from "vitest"
import { openImportFile } from "../src/import/ImportFile.ts"
import { refusalText } from "../src/import/messages.ts"
import { openReport } from "../src/import/Report.ts"
import { temporaryDirectory } from "./support/database.ts"

const fileOf = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(await temporaryDirectory(), name)
  await writeFile(path, content)
  return path
}

describe("a file to import", () => {
  const failureOf = (path: string) =>
    Effect.runPromise(Effect.flip(Effect.provide(openImportFile(path), NodeServices.layer)))

  it.each([
    ["a.csv", "e-mail,Company\nx@example.com,1\n", / {2}line 1 {2}Company {2}is not a contact field$/],
    [
      "a.csv",
      "\n\nemail;phone\nx@example.com;1\n",
      /line 3 {2}email;phone {2}has only one column: separate columns with commas/,
    ],
    ["a.csv", "", /: it has no rows$/],
    ["a.csv", "\uFEFF\n,\n", /: it has no rows$/],
    ["a.csv", 'email,"\n', /: its first row is no CSV: /],
    ["a.csv", Buffer.from("\uFEFFemail\n", "utf16le"), /: it is not in UTF-8$/],
    ["a.json", "[", /: it is not valid JSON: it ends at line 1, column 2$/],
    ["a.json", '"ada@example.com"', / {2}body {2}/],
    ["a.json", '{"contacts":{},"acountIds":[]}', /\n {2}acountIds {2}.*\n {2}contacts {3}/s],
  ])("is refused: %s, %o", async (name, content, expected) => {
    const failure = await failureOf(await fileOf(name, content))
    if (failure._tag !== "ImportRefused") throw failure
    assert.match(refusalText(name, "line", failure), expected)
  })

  it("must be there, and be one", async () => {
    const directory = await temporaryDirectory()
    for (const [path, message] of [
      [join(directory, "a.csv"), /a\.csv: cannot be read: there is no such file or directory$/],
      [join(directory, "a.xlsx"), /a\.xlsx: must be a \.csv, \.ndjson or \.json file$/],
    ] as const) {
      assert.match((await failureOf(path)).message, message)
    }
  })
})

describe("a report", () => {
  const write = (path: string, input: string, ...rows: ReadonlyArray<ReadonlyArray<string>>) =>
    Effect.gen(function* () {
      const report = yield* openReport(path, input)
      yield* report.write(["line"], Stream.fromIterable(rows))
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer))

  it("takes the place of an earlier one, and has no formulas", async () => {
    const path = await fileOf("report.csv", "earlier")
    await Effect.runPromise(write(path, "a.csv", ["=1+1"], ["@x"], ['a,"b'], ["a=1"]))
    assert.strictEqual(await readFile(path, "utf8"), 'line\r\n\'=1+1\r\n\'@x\r\n"a,""b"\r\na=1\r\n')
  })

  it("never takes the place of the file to import, or of what is no file", async () => {
    const input = await fileOf("a.csv", "email\n")
    const directory = await temporaryDirectory()
    const link = join(directory, "link.csv")
    await symlink(input, link)
    for (const [path, message] of [
      [input, /: is the file to import, which a report must not overwrite$/],
      [link, /: is the file to import, which a report must not overwrite$/],
      [directory, /: is no file$/],
      [join(directory, "no/report.csv"), /report\.csv: cannot be written: there is no such file or directory$/],
    ] as const) {
      assert.match((await Effect.runPromise(Effect.flip(write(path, input)))).message, message)
    }
    assert.strictEqual(await readFile(input, "utf8"), "email\n")
  })

  it("that is not finished leaves what was there", async () => {
    const path = await fileOf("report.csv", "earlier")
    const failing = Effect.gen(function* () {
      const report = yield* openReport(path, "a.csv")
      yield* report.write(["line"], Stream.concat(Stream.make(["1"]), Stream.fail("stopped" as const)))
    })
    await Effect.runPromise(Effect.flip(failing.pipe(Effect.scoped, Effect.provide(NodeServices.layer))))
    assert.strictEqual(await readFile(path, "utf8"), "earlier")
    assert.deepStrictEqual(await readdir(join(path, "..")), ["report.csv"])
  })
})
