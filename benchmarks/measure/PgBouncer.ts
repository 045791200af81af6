import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { atExit } from "./atExit.ts"
import { freePort } from "./PostgresServer.ts"

export const hasPgBouncer = spawnSync("pgbouncer", ["--version"]).status === 0

/** A pooler in front of a database. */
export interface PgBouncer {
  readonly pid: number
  /** The database's URL through the pooler. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Starts PgBouncer in transaction mode, with 20 server connections, for the database of the URL. */
export const startPgBouncer = async (databaseUrl: string): Promise<PgBouncer> => {
  const directory = await mkdtemp(join(tmpdir(), "bulk-contacts-benchmark-pgbouncer-"))
  const url = new URL(databaseUrl)
  const { hostname, port, username, password, pathname } = url
  url.port = String(await freePort())
  const file = join(directory, "pgbouncer.ini")
  await writeFile(
    file,
    `[databases]
* = host=${hostname} port=${port} user=${username} password=${password} dbname=${pathname.slice(1)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${url.port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 20
max_client_conn = 1000
`,
  )
  // It refuses to run as root, and must be able to read the file as somebody else.
  await chmod(directory, 0o755)
  const asUser = process.getuid?.() === 0 ? ["-u", "nobody"] : []
  const child = spawn("pgbouncer", [...asUser, file], { stdio: ["ignore", "ignore", "pipe"] })
  const forget = atExit(() => child.kill("SIGKILL"))
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (line.includes("process up")) resolve()
    })
    child.once("exit", (code) => reject(new Error(`PgBouncer ended with ${code}`)))
  })
  return {
    pid: child.pid ?? 0,
    url: url.href,
    stop: async () => {
      const exit = once(child, "exit")
      child.kill("SIGTERM")
      await exit
      forget()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
