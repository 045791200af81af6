import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { startPostgres } from "../../support/PostgresServer.ts"
import { ATTACKER, NEIGHBOUR } from "../support/Victim.ts"

export type Store = "memory" | "postgres" | "pglite"

/** A server with a heap of 1 GB, and what it needs. */
export interface Server {
  readonly origin: string
  readonly attacker: string
  readonly neighbour: string
  /** Resident memory, in MB. */
  readonly memory: () => number
  readonly peakMemory: () => number
  readonly descriptors: () => number
  readonly isAlive: () => boolean
  readonly log: () => string
  readonly stop: () => Promise<void>
}

type Environment = Readonly<Record<string, string>>

const program = join(import.meta.dirname, "../../../packages/cli/bin/bulk-contacts.js")
const fromSource = ["--conditions=@bulk-contacts/source", program]

export const startServer = async (store: Store): Promise<Server> => {
  const directory = mkdtempSync(join(tmpdir(), "bulk-contacts-endurance-"))
  const database = store === "postgres" ? await startPostgres() : undefined
  const environment: Environment = {
    PATH: process.env["PATH"] ?? "",
    PORT: "0",
    LOG_LEVEL: "warn",
    STORE: store,
    DATA_DIR: directory,
    ...(database !== undefined && { DATABASE_URL: database.url }),
  }
  const keys = database === undefined ? { attacker: ATTACKER, neighbour: NEIGHBOUR } : await seed(environment)
  const child = spawn(process.execPath, ["--max-old-space-size=1024", ...fromSource, "serve"], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  })
  let log = ""
  child.stderr.setEncoding("utf8").on("data", (text) => {
    log = (log + text).slice(-10_000)
  })
  const origin = await new Promise<string>((resolve, reject) => {
    let printed = ""
    child.stdout.setEncoding("utf8").on("data", (text) => {
      printed += text
      if (printed.endsWith("\n\n")) resolve(/http:\/\/[^/\s]+/.exec(printed)?.[0] ?? "")
    })
    child.once("exit", () => reject(new Error(`serve ended: ${printed}${log}`)))
  })
  const status = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024
  return {
    ...keys,
    origin,
    memory: () => status("VmRSS"),
    peakMemory: () => status("VmHWM"),
    descriptors: () => readdirSync(`/proc/${child.pid}/fd`).length,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    log: () => log,
    stop: async () => {
      const exit = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined
      child.kill("SIGKILL")
      await exit
      await database?.dispose()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

const seed = async (environment: Environment) => {
  const run = async (...args: ReadonlyArray<string>) =>
    (await promisify(execFile)(process.execPath, [...fromSource, ...args], { env: environment })).stdout
  await run("migrate")
  const keyOf = async (id: string): Promise<string> => {
    await run("org", "create", "--id", id, "--name", id)
    await run("contact-type", "create", "--org", id, "--id", "CT1", "--name", "Lead", "--default")
    return JSON.parse(await run("key", "create", "--org", id)).key
  }
  return { attacker: await keyOf("attacker"), neighbour: await keyOf("neighbour") }
}
