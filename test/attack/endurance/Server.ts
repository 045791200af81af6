import { execFile, spawn } from "node:child_process"
import { on, once } from "node:events"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { bundleCli } from "../../support/bundleCli.ts"
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
  /** What is left of the heap after a garbage collection, in MB. */
  readonly heap: () => Promise<number>
  readonly descriptors: () => number
  readonly isAlive: () => boolean
  readonly log: () => string
  readonly stop: () => Promise<void>
}

type Environment = Readonly<Record<string, string>>

/** On a signal, the server collects garbage and logs the size of the heap. */
const reportsHeap = [
  "--expose-gc",
  "--import",
  `data:text/javascript,process.on("SIGUSR2",()=>{gc();console.error("heap: "+process.memoryUsage().heapUsed)})`,
]

export const startServer = async (store: Store): Promise<Server> => {
  const directory = mkdtempSync(join(tmpdir(), "bulk-contacts-endurance-"))
  const program = await bundleCli(join(directory, "program"))
  const database = store === "postgres" ? await startPostgres() : undefined
  const environment: Environment = {
    PATH: process.env["PATH"] ?? "",
    PORT: "0",
    LOG_LEVEL: "warn",
    STORE: store,
    DATA_DIR: join(directory, "data"),
    ...(database !== undefined && { DATABASE_URL: database.url }),
  }
  const keys = database === undefined ? { attacker: ATTACKER, neighbour: NEIGHBOUR } : await seed(program, environment)
  const child = spawn(process.execPath, ["--max-old-space-size=1024", ...reportsHeap, program, "serve"], {
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
    heap: async () => {
      child.kill("SIGUSR2")
      for await (const [text] of on(child.stderr, "data")) {
        const bytes = /heap: (\d+)/.exec(text)?.[1]
        if (bytes !== undefined) return Number(bytes) / 1024 / 1024
      }
      throw new Error("The server has ended")
    },
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

const seed = async (program: string, environment: Environment) => {
  const run = async (...args: ReadonlyArray<string>) =>
    (await promisify(execFile)(process.execPath, [program, ...args], { env: environment })).stdout
  await run("migrate")
  const keyOf = async (id: string): Promise<string> => {
    await run("org", "create", "--id", id, "--name", id)
    await run("contact-type", "create", "--org", id, "--id", "CT1", "--name", "Lead", "--default")
    return JSON.parse(await run("key", "create", "--org", id)).key
  }
  return { attacker: await keyOf("attacker"), neighbour: await keyOf("neighbour") }
}
