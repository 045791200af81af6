import { appendFile, readdir, readFile, rename, symlink, truncate, utimes, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { NodeServices } from "@effect/platform-node"
import { Effect, Option, Stream } from "effect"
import { assert, describe, it } from "vitest"
import { flagSyntax, readFileFlags } from "../src/import/formats/flagSyntax.ts"
import type { ImportFile } from "../src/import/formats/ImportFile.ts"
import { type FileOptions, openFile } from "../src/import/formats/openFile.ts"
import { readContacts } from "../src/import/formats/readContacts.ts"
import { findingsText, rejectionText } from "../src/import/messages.ts"
import { openOutput } from "../src/import/results/openOutput.ts"
import { temporaryDirectory } from "./support/database.ts"

const fileOf = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(await temporaryDirectory(), name)
  await writeFile(path, content)
  return path
}

const none = Option.none()
const noFlags = {
  format: none,
  map: [],
  ignore: [],
  keepRest: false,
  encoding: none,
  separator: none,
  header: none,
  sheet: none,
  includeHidden: false,
  skipHidden: false,
}

describe("a file to import", () => {
  const failureOf = (path: string) =>
    Effect.runPromise(Effect.flip(Effect.provide(Effect.scoped(openFile(path)), NodeServices.layer)))

  const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`

  it.each([
    [
      "a.csv",
      "e-mail,Company\nx@example.com,1\n",
      / {2}line 2 {2}Company {2}is not a field .*--map Company=metadata\.Company.*--ignore Company.*--keep-rest\)$/,
    ],
    [
      "a.csv",
      "Wer;Kontakt\nAda;x@example.com\n",
      / {2}file {2}has no header .*--map Kontakt=email.*--header none --map 2=email/,
    ],
    ["a.csv", "", /: the file has no rows$/],
    ["a.csv", "\uFEFF\n,\n", /: the file has no rows$/],
    ["a.csv", Buffer.from("email,Größe\n", "latin1"), / {2}line 1 {2}file {2}has bytes .*--encoding windows-1252/],
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

  it("is read as the options say, and what was found is shown", async () => {
    const text = "Notes\n\nKontakt;Größe;Phone;Phone 2;Jahr\nada@example.org;1,60;+4930901820;+4930901821;1815\n"
    const flags = {
      ...noFlags,
      map: ["Kontakt=email", "Größe=metadata.size"],
      ignore: ["Jahr"],
      encoding: Option.some("windows-1252"),
      header: Option.some("3"),
    }
    const path = await fileOf("a.CSV", Buffer.from(text, "latin1"))
    const read = Effect.gen(function* () {
      const file: ImportFile = yield* openFile(path, yield* readFileFlags(flags))
      return { file, contacts: yield* Stream.runCollect(readContacts(file, file.bytes)) }
    })
    const { file, contacts } = await Effect.runPromise(Effect.provide(Effect.scoped(read), NodeServices.layer))
    assert.deepStrictEqual<unknown>(contacts, [
      { line: 4, contact: { email: "ada@example.org", phoneNumber: "+4930901820", metadata: { size: "1,60" } } },
    ])
    const { findings } = file
    if (findings === undefined) throw new Error("no findings")
    assert.strictEqual(
      findingsText("a.CSV", findings),
      [
        "a.CSV (windows-1252, separator semicolon, header in line 3)",
        "  Kontakt → email",
        "  Größe   → metadata.size",
        "  Phone   → phoneNumber",
        "  Phone 2 → phoneNumber",
        "  not used: Jahr",
        "  Phone 2: 1 value not stored",
      ].join("\n"),
    )
  })

  it.each<[string, FileOptions, string]>([
    ["a.json", { keepRest: true, map: { x: "email" } }, "--keep-rest, --map cannot be used with a json file"],
    ["a.ndjson", { encoding: "utf-8" }, "--encoding cannot be used with a ndjson file"],
    [
      "a.csv",
      { sheet: "1", hiddenRows: "skip" },
      "--sheet, --include-hidden and --skip-hidden cannot be used with a csv file",
    ],
    ["a.vcf", { header: 1 }, "--header cannot be used with a vcf file"],
    ["a.xlsx", { format: "xlsx", separator: ";" }, "--separator cannot be used with a xlsx file"],
  ])("takes only the options that its format has: %s", async (name, options, message) => {
    const open = Effect.scoped(openFile(await fileOf(name, "[]"), options))
    const failure = await Effect.runPromise(Effect.flip(Effect.provide(open, NodeServices.layer)))
    assert.strictEqual(failure.message, `${name}: ${message}`)
  })

  it.each([
    [{ ...noFlags, map: ["x"] }, '--map must be NAME=FIELD, not "x"'],
    [{ ...noFlags, includeHidden: true, skipHidden: true }, "use --include-hidden or --skip-hidden, not both"],
  ])("takes only valid options: %#", async (flags, expected) => {
    const { message } = await Effect.runPromise(Effect.flip(readFileFlags(flags)))
    assert.strictEqual(message, expected)
  })

  it.each([
    [{ option: "map", column: "It's", target: "metadata.It's" }, "--map 'It'\\''s=metadata.It'\\''s'"],
    [{ option: "ignore", column: "E-Mail 2" }, "--ignore 'E-Mail 2'"],
    [{ option: "keepRest" }, "--keep-rest"],
    [{ option: "encoding", value: "windows-1252" }, "--encoding windows-1252"],
    [{ option: "separator", value: ";" }, "--separator ';'"],
    [{ option: "sheet", value: "Kontakte 2026" }, "--sheet 'Kontakte 2026'"],
    [{ option: "hiddenRows", value: "skip" }, "--skip-hidden"],
    [{ option: "hiddenRows", value: "include" }, "--include-hidden"],
  ] as const)("has options that a shell takes as they are shown: %j", (example, shown) => {
    assert.strictEqual(flagSyntax(example), shown)
  })

  it("may be JSON of 64 levels, whatever its strings contain", async () => {
    const contacts = [JSON.parse(deep(63)), '[{"\\[[', "\\"]
    const file = await fileOf("a.json", JSON.stringify(contacts))
    const { bytes } = await Effect.runPromise(Effect.provide(Effect.scoped(openFile(file)), NodeServices.layer))
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
      [
        await fileOf("a.doc", ""),
        /a\.doc: unknown file type: use one of \.csv, .*\.vcf, or say what it is with --format$/,
      ],
    ] as const) {
      assert.match((await failureOf(path)).message, message)
    }
  })

  it.each(["a.xls", "a.XLSB", "a.ods", "a.numbers.gz"])(
    "must be saved in another format if it is another spreadsheet: %s",
    async (name) => {
      const { message } = await failureOf(await fileOf(name, "PK"))
      assert.match(message, /a\.\w+(\.gz)?: spreadsheets of this type cannot be imported: save it as \.xlsx or \.csv$/)
    },
  )

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
      // Long ago: what is written within one tick of the file system's clock has the same time.
      await utimes(path, new Date(0), new Date(0))
      let hasChanged = false
      const read = Effect.gen(function* () {
        const { bytes } = yield* openFile(path)
        yield* Stream.runForEach(bytes, () => {
          if (hasChanged) return Effect.void
          hasChanged = true
          return Effect.promise(() => change(path))
        })
      })
      const failure = await Effect.runPromise(Effect.flip(Effect.provide(Effect.scoped(read), NodeServices.layer)))
      assert.strictEqual(failure.message, `${path}: changed while it was read; nothing was stored. Try again`)
    })
  })
})

describe("a file to write", () => {
  const write = (path: string, input: string, ...pieces: ReadonlyArray<string>) =>
    Effect.gen(function* () {
      const output = yield* openOutput("--report", path, input)
      yield* output.write(Stream.fromIterable(pieces))
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer))

  it("replaces an earlier one", async () => {
    const path = await fileOf("report.csv", "earlier")
    await Effect.runPromise(write(path, "a.csv", "one", "two"))
    assert.strictEqual(await readFile(path, "utf8"), "onetwo")
  })

  it("replaces neither the file to import nor anything that is not a file", async () => {
    const input = await fileOf("a.csv", "email\n")
    const directory = await temporaryDirectory()
    const link = join(directory, "link.csv")
    await symlink(input, link)
    for (const [path, message] of [
      [input, /: --report would overwrite the file to import; choose another name$/],
      [link, /: --report would overwrite the file to import; choose another name$/],
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
      const output = yield* openOutput("--report", path, "a.csv")
      yield* output.write(Stream.concat(Stream.make("1"), Stream.fail("stopped" as const)))
    })
    await Effect.runPromise(Effect.flip(failing.pipe(Effect.scoped, Effect.provide(NodeServices.layer))))
    assert.strictEqual(await readFile(path, "utf8"), "earlier")
    assert.deepStrictEqual(await readdir(join(path, "..")), ["report.csv"])
  })
})
