import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { freePort } from "@bulk-contacts/test-support/PostgresServer"
import { Effect } from "effect"

export const hasPgBouncer = spawnSync("pgbouncer", ["--version"]).status === 0

/** The URL of the same database through a PgBouncer in transaction mode with two server connections, until the scope ends. */
export const throughPgBouncer = (url: string) =>
  Effect.acquireRelease(
    Effect.promise(() => start(new URL(url))),
    ({ child, directory }) => Effect.promise(() => stop(child, directory)),
  ).pipe(Effect.map(({ url }) => url))

const start = async (target: URL) => {
  const directory = await mkdtemp(join(tmpdir(), "bulk-contacts-pgbouncer-"))
  const port = await freePort()
  const file = join(directory, "pgbouncer.ini")
  await writeFile(file, configuration(target, port))
  // It refuses to run as root, and then needs to read this as somebody else.
  await chmod(directory, 0o755)
  const asUser = process.getuid?.() === 0 ? ["-u", "nobody"] : []
  const child = spawn("pgbouncer", [...asUser, file], { stdio: ["ignore", "ignore", "pipe"] })
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (line.includes("process up")) resolve()
    })
    child.once("exit", (code) => reject(new Error(`PgBouncer ended with ${code}`)))
  })
  const url = new URL(target)
  url.port = String(port)
  return { child, directory, url: url.href }
}

const configuration = ({ hostname, port, username, password, pathname }: URL, listenPort: number): string => `
[databases]
* = host=${hostname} port=${port} user=${username} password=${password} dbname=${decodeURIComponent(pathname.slice(1))}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listenPort}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
`

const stop = async (child: ChildProcess, directory: string): Promise<void> => {
  const exit = once(child, "exit")
  child.kill("SIGTERM")
  await exit
  await rm(directory, { recursive: true, force: true })
}
