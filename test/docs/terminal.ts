import { existsSync } from "node:fs"
import { copyFile, symlink, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { type Collector, startCollector } from "@bulk-contacts/test-support/collector"
import { emptyDatabase } from "@bulk-contacts/test-support/databases"
import { copyMigratedDirectory, temporaryDirectory } from "@bulk-contacts/test-support/directories"
import { forTest } from "@bulk-contacts/test-support/forTest"
import { assert, inject } from "vitest"
import { workbook } from "../../packages/files/test/support/workbook.ts"
import { root } from "./blocks.ts"
import { startBash } from "./startBash.ts"

/** The file that a reader has. */
const leads = "First Name,e-mail\nAda,ada@example.com\nGrace,grace@example.com\nAda,ADA@example.com\n"

/** Exports of programs that a reader has, by the names that the pages give them. */
const exports = {
  "contacts.csv": "core/test/csv/fixtures/exports/google-contacts.csv",
  "outlook.csv": "core/test/csv/fixtures/exports/outlook-classic-de.csv",
  "Connections.csv": "core/test/csv/fixtures/exports/linkedin-connections.csv",
  "contacts.vcf": "files/test/fixtures/icloud.vcf",
}

const sheets = [
  {
    name: "Leads",
    rows: [["E-Mail", "Vorname", "Telefon"], ["marie@example.org", "Marie", "+49 30 901820"], ["eve@example.org"]],
    hidden: [3],
  },
  { name: "Notes", rows: [["Met at the trade fair"]] },
]

/** `curl` prints the answer alone, and fails where that is an error. */
const curlrc = "silent\nfail-with-body\n"
export const CURL_REFUSED = 22

/** These need the port and the data directory, which one process can use at a time: the server that runs is stopped. */
const needsRoom = /npm start|bulk-contacts serve|--org demo/

/** Examples do without the embedded database. */
const needsDataDirectory = /npm start(?! --workspace)|bulk-contacts serve|--org demo/

const listensOn = /http:\/\/(127\.0\.0\.1:\d+)/

/** A reader's terminal, in a directory that looks like the repository's, on stores of its own. It ends with the test. */
export class Terminal {
  /** What the last commands have printed. */
  printed = ""
  private readonly directory: string
  private readonly environment: Record<string, string | undefined>
  private server: { readonly host: string; readonly stop: () => Promise<unknown> } | undefined
  private databaseUrl: string | undefined
  private apiKey = ""
  private importId = ""
  private collector: Collector | undefined

  private constructor(directory: string, given: Readonly<Record<string, string>>) {
    this.directory = directory
    this.environment = {
      PATH: `${dirname(process.execPath)}:${process.env["PATH"]}`,
      HOME: process.env["HOME"],
      CURL_HOME: directory,
      BASH_ENV: join(import.meta.dirname, "terminal.sh"),
      ROOT: root,
      CLI: inject("cli"),
      NODE_OPTIONS: "--conditions=@bulk-contacts/source",
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
      PORT: "0",
      DATA_DIR: join(directory, "data"),
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      ...given,
    }
  }

  static async open(environment: Readonly<Record<string, string>>): Promise<Terminal> {
    const directory = await forTest(temporaryDirectory)
    for (const name of ["docs", "node_modules", "package.json"]) await symlink(join(root, name), join(directory, name))
    await writeFile(join(directory, "leads.csv"), leads)
    for (const [name, file] of Object.entries(exports)) {
      await copyFile(join(root, "packages", file), join(directory, name))
    }
    await writeFile(join(directory, "leads.xlsx"), await workbook(sheets))
    await writeFile(join(directory, ".curlrc"), curlrc)
    return new Terminal(directory, environment)
  }

  /** What a reader puts in, or the test has another of. No other text of a block is changed. */
  private readonly replacements: Readonly<Record<string, () => Promise<string>>> = {
    "localhost:8000": async () => this.server?.host ?? "",
    "http://localhost:4318": async () => {
      this.collector ??= await startCollector()
      return this.collector.url
    },
    "postgres://user:password@localhost:5432/contacts": async () => {
      this.databaseUrl ??= await forTest(emptyDatabase)
      return this.databaseUrl
    },
    "BULK_CONTACTS_KEY=...": async () => `BULK_CONTACTS_KEY=${this.apiKey}`,
  }

  /** Runs commands until they end or a server listens. */
  async run(commands: string, expectedStatus = 0): Promise<void> {
    const replacesServer = needsRoom.test(commands)
    if (replacesServer) await this.stop()
    // What `npm start` runs.
    else if (commands.includes("localhost:8000") && this.server === undefined) await this.run("npx bulk-contacts serve")
    if (needsDataDirectory.test(commands)) await this.makeDataDirectory()
    const code = await this.rewrite(commands)
    for (const [, name = "", value] of code.matchAll(/^export (\w+)=(\S+)/gm)) this.environment[name] = value
    const { ended, end, stdout } = startBash(code, this.directory, this.environment)
    let printed = ""
    const listening = new Promise<string>((resolve) =>
      stdout.on("data", (chunk) => {
        printed += chunk
        const [, host] = listensOn.exec(printed) ?? []
        if (replacesServer && host !== undefined) resolve(host)
      }),
    )
    const outcome = await Promise.race([ended, listening])
    this.printed = printed
    if (typeof outcome === "string") this.server = { host: outcome, stop: () => end("SIGTERM") }
    else assert.strictEqual(outcome, expectedStatus, `the exit status of\n${code}\n${printed}`)
    this.apiKey = /"key":"(\S+?)"/.exec(this.printed)?.[1] ?? this.apiKey
    this.importId = /^Import (\S+)\. Undo it/m.exec(this.printed)?.[1] ?? this.importId
  }

  private async rewrite(commands: string): Promise<string> {
    let code = commands
    for (const [text, replacement] of Object.entries(this.replacements)) {
      if (code.includes(text)) code = code.replaceAll(text, await replacement())
    }
    return code.replace(/(?<=import undo )\S+/, this.importId)
  }

  private async makeDataDirectory(): Promise<void> {
    const data = join(this.directory, "data")
    if (!existsSync(data)) await copyMigratedDirectory(data)
  }

  private async stop(): Promise<void> {
    await this.server?.stop()
    this.server = undefined
  }

  /** What the servers have traced. The one that runs sends what is left, and ends. */
  async traces(): Promise<Collector> {
    await this.stop()
    return this.collector ?? assert.fail("no server of the page sends traces")
  }
}
