import { appendFile, readdir, readFile, rename, symlink, truncate, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { NodeServices } from "@effect/platform-node"
import { Effect, Stream } from "effect"
import { assert, describe, it } from "vitest"
import { openImportFile } from "../src/import/ImportFile.ts"
import { rejectionText } from "../src/import/messages.ts"
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

  const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`

  it.each([
    ["a.csv", "e-mail,Company\nx@example.com,1\n", / {2}line 1 {2}Company {2}is not a contact field$/],
    ["a.csv", "\n\nemail;phone\nx@example.com;1\n", /line 3 {2}email;phone {2}has only one column: separate columns/],
    ["a.csv", "", /: the file has no rows$/],
    ["a.csv", "\uFEFF\n,\n", /: the file has no rows$/],
    ["a.csv", 'email,"\n', /: the first row is not valid CSV: /],
    ["a.csv", Buffer.from("\uFEFFemail\n", "utf16le"), /: the file is not valid UTF-8$/],
    ["a.json", "[", /: the file is not valid JSON: it ends at line 1, column 2$/],
    ["a.json", Buffer.from([0x22, 0xff, 0x22]), /: the file is not valid UTF-8$/],
    ["a.json", '"ada@example.com"', / {2}body {2}/],
    ["a.json", '{"contacts":{},"acountIds":[]}', /\n {2}acountIds {2}.*\n {2}contacts {3}/s],
    ["a.json", `{"contacts":[${deep(5000)}]}`, /: the file must be at most 64 levels deep$/],
    ["a.json", `{"contacts":${deep(3_000_000)}}`, /: the file must be at most 64 levels deep$/],
  ])("is rejected: %s, number %#", async (name, content, expected) => {
    const failure = await failureOf(await fileOf(name, content))
    if (failure._tag !== "ImportRejected") throw failure
    assert.match(rejectionText(name, "line", failure), expected)
  })

  it("may be JSON of 64 levels, whatever its strings contain", async () => {
    const contacts = [JSON.parse(deep(63)), '[{"\\[[', "\\"]
    const file = await fileOf("a.json", JSON.stringify(contacts))
    const { bytes } = await Effect.runPromise(Effect.provide(openImportFile(file), NodeServices.layer))
    const lines = Buffer.concat(await Effect.runPromise(Effect.provide(Stream.runCollect(bytes), NodeServices.layer)))
    assert.deepStrictEqual(
      lines
        .toString()
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
      contacts,
    )
  })

  it("must exist and have a known type", async () => {
    const directory = await temporaryDirectory()
    for (const [path, message] of [
      [join(directory, "a.csv"), /a\.csv: cannot be read: no such file or directory$/],
      [join(directory, "a.xlsx"), /a\.xlsx: unsupported file type; use a \.csv, \.ndjson or \.json file$/],
    ] as const) {
      assert.match((await failureOf(path)).message, message)
    }
  })

  describe.each(["a.csv", "a.ndjson"])("that changes while it is read: %s", (name) => {
    const content = `email\n${'"ada@example.com"\n'.repeat(20_000)}`

    it.each<[string, (path: string) => Promise<void>]>([
      ["is truncated", (path) => truncate(path, 100_000)],
      ["is appended to", (path) => appendFile(path, '"grace@example.com"\n')],
      ["is overwritten with the same size", (path) => writeFile(path, content.replaceAll("ada", "eve"))],
      [
        "is replaced",
        async (path) => {
          await writeFile(`${path}.new`, content)
          await rename(`${path}.new`, path)
        },
      ],
    ])("%s", async (_change, change) => {
      const path = await fileOf(name, content)
      let hasChanged = false
      const read = Effect.gen(function* () {
        const { bytes } = yield* openImportFile(path)
        yield* Stream.runForEach(bytes, () => {
          if (hasChanged) return Effect.void
          hasChanged = true
          return Effect.promise(() => change(path))
        })
      })
      const failure = await Effect.runPromise(Effect.flip(Effect.provide(read, NodeServices.layer)))
      assert.strictEqual(failure.message, `${path}: changed while it was read; nothing was stored. Try again`)
    })
  })
})

describe("a report", () => {
  const write = (path: string, input: string, ...rows: ReadonlyArray<ReadonlyArray<string>>) =>
    Effect.gen(function* () {
      const report = yield* openReport(path, input)
      yield* report.write(["line"], Stream.fromIterable(rows))
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer))

  it("replaces an earlier one, and contains neither formulas nor unprintable characters", async () => {
    const path = await fileOf("report.csv", "earlier")
    await Effect.runPromise(write(path, "a.csv", ["=1+1"], ["@x"], ['a,"b'], ["a=1"], ["a\u202e\u001bb"]))
    assert.strictEqual(await readFile(path, "utf8"), 'line\r\n\'=1+1\r\n\'@x\r\n"a,""b"\r\na=1\r\nab\r\n')
  })

  it("replaces neither the file to import nor anything that is not a file", async () => {
    const input = await fileOf("a.csv", "email\n")
    const directory = await temporaryDirectory()
    const link = join(directory, "link.csv")
    await symlink(input, link)
    for (const [path, message] of [
      [input, /: the report would overwrite the file to import; choose another --report$/],
      [link, /: the report would overwrite the file to import; choose another --report$/],
      [directory, /: not a file$/],
      [join(directory, "no/report.csv"), /report\.csv: cannot be written: no such file or directory$/],
    ] as const) {
      assert.match((await Effect.runPromise(Effect.flip(write(path, input)))).message, message)
    }
    assert.strictEqual(await readFile(input, "utf8"), "email\n")
  })

  it("that cannot be completed leaves the earlier one", async () => {
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
