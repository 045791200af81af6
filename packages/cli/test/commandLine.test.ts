import { readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { variables } from "../src/serve/variables.ts"
import { runInProcess } from "./support/runInProcess.ts"

const root = join(import.meta.dirname, "../../..")
const read = (file: string) => readFileSync(join(root, file), "utf8")

describe("help", () => {
  it("is short, and lists every command", async () => {
    const { status, stdout, stderr } = await runInProcess(["--help"])
    assert.deepStrictEqual([status, stderr], [0, ""])
    for (const command of [
      "serve",
      "import",
      "contact",
      "migrate",
      "backup",
      "restore",
      "copy",
      "org",
      "account",
      "contact-type",
      "key",
    ]) {
      assert.match(stdout, new RegExp(`^  ${command} `, "m"))
    }
    const lines = stdout.split("\n")
    assert.isAtMost(lines.length, 24)
    for (const line of lines) assert.isAtMost(line.length, 140, line)
  })

  it("is what a command without a subcommand prints", async () => {
    assert.include((await runInProcess([])).stdout, "USAGE\n  bulk-contacts <subcommand>")
    assert.include((await runInProcess(["org"])).stdout, "USAGE\n  bulk-contacts org <subcommand>")
  })

  it("of serve lists the variables that the README lists", async () => {
    const { stdout } = await runInProcess(["serve", "--help"])
    const readme = read("README.md")
      .replaceAll("`", "")
      .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    for (const { name, meaning, fallback } of variables) {
      assert.include(stdout, name)
      assert.include(stdout, `${meaning} (default: ${fallback})`)
      assert.include(readme, `| ${name} | ${meaning} | ${fallback} |`)
    }
  })

  it("of serve lists every variable that the settings read", () => {
    const described = new Set(variables.flatMap(({ name }) => name.split(", ")))
    const settings = [...read("packages/cli/src/settings.ts").matchAll(/"([A-Z][A-Z_]+)"/g)].map(([, name]) => name)
    assert.includeMembers([...described], settings)
  })
})

it("the version is that of package.json", async () => {
  const { version } = JSON.parse(read("packages/cli/package.json"))
  assert.deepStrictEqual(await runInProcess(["--version"]), { status: 0, stdout: `${version}\n`, stderr: "" })
})

describe("a command line that is not understood is rejected in one line", () => {
  it.each([
    [["bogus"], "unknown command bogus (see bulk-contacts --help)"],
    [
      ["import", "a.csv", "--ogr", "acme"],
      "unknown option --ogr, did you mean --org? (see bulk-contacts import --help)",
    ],
    [["import"], "FILE is required (see bulk-contacts import --help)"],
    [["org", "create"], "--id is required (see bulk-contacts org create --help)"],
    [["migrate", "now"], "unexpected argument now (see bulk-contacts migrate --help)"],
    [
      ["import", "a.csv"],
      "specify a destination: --url for a server, or --org for the store that the environment names",
    ],
    [
      ["import", "a.csv", "--url", "ftp://user:secret@host"],
      "--url: must be an http or https URL such as http://localhost:8000 (see bulk-contacts import --help)",
    ],
    [["import", "a.csv", "--url", "http://localhost"], "an API key is required: set BULK_CONTACTS_KEY, or use --key"],
    [["import", "a.csv", "--org", "acme", "--idempotency-key", "k"], "--idempotency-key requires --url"],
  ])("%j", async (args, message) => {
    assert.deepStrictEqual(await runInProcess(args), { status: 2, stdout: "", stderr: `bulk-contacts: ${message}\n` })
  })
})

describe("an id that could not be typed or told apart", () => {
  it.each<[id: string, message: string]>([
    ["", "must not be empty"],
    ["a".repeat(100_000), "must be at most 255 characters long"],
    ["a\ud800", "must be valid Unicode: U\\+D800 is half of a surrogate pair"],
    ["\u0000", "must not contain U\\+0000 \\(NUL\\)"],
    ["a\nb", "must not contain U\\+000A"],
    ["a\u001b[31mb", "must not contain U\\+001B"],
    ["a\u009bb", "must not contain U\\+009B"],
    ["a\u202eb", "must not contain U\\+202E"],
    ["a\u2028b", "must not contain U\\+2028"],
    [" ", "must not be empty"],
    ["\u2800", "must not be empty"],
    [" a", "must not begin or end with U\\+0020"],
    ["a ", "must not begin or end with U\\+0020"],
    ["a\u00a0", "must not begin or end with U\\+00A0"],
    ["\ufeffa", "must not begin or end with U\\+FEFF"],
    ["a\u200b", "must not begin or end with U\\+200B"],
  ])("number %# cannot be created", async (id, message) => {
    for (const command of [
      ["org", "create", "--name", "x", `--id=${id}`],
      ["account", "create", "--org", "acme", "--name", "x", `--id=${id}`],
      ["contact-type", "create", "--org", "acme", "--name", "x", `--id=${id}`],
    ]) {
      const { status, stdout, stderr } = await runInProcess(command, { STORE: "memory" })
      assert.deepStrictEqual([status, stdout], [2, ""])
      assert.match(stderr, new RegExp(`^bulk-contacts: --id: ${message} \\(see bulk-contacts [a-z -]+ --help\\)\n$`))
    }
  })
})
