import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { freePort } from "@bulk-contacts/test-support/PostgresServer"
import { scratch } from "@bulk-contacts/test-support/scratch"
import mysql from "mysql2/promise"
import { afterAll } from "vitest"

export const hasMariaDb = spawnSync("mariadbd", ["--version"]).status === 0

export const MISSING = "MariaDB: skipped, because no mariadbd is installed here"

/** Starts a server, which is stopped after the tests of the file, and returns how to connect to it. */
export const startMariaDb = async (): Promise<mysql.ConnectionOptions> => {
  const directory = await mkdtemp(join(scratch, "bulk-contacts-mariadb-"))
  const asRoot = process.getuid?.() === 0 ? ["--user=root"] : []
  const data = `--datadir=${join(directory, "data")}`
  const installed = spawnSync("mariadb-install-db", [
    "--no-defaults",
    ...asRoot,
    data,
    "--auth-root-authentication-method=normal",
    "--skip-test-db",
  ])
  if (installed.status !== 0) throw new Error(`${installed.stdout}${installed.stderr}`)
  const port = await freePort()
  const child = spawn(
    "mariadbd",
    [
      "--no-defaults",
      ...asRoot,
      data,
      `--port=${port}`,
      "--bind-address=127.0.0.1",
      `--socket=${join(directory, "socket")}`,
      `--pid-file=${join(directory, "pid")}`,
      // A server that starts deletes the temporary files of those that have the same directory.
      `--tmpdir=${directory}`,
      // No test cuts the power.
      "--innodb-flush-log-at-trx-commit=0",
      "--innodb-buffer-pool-size=64M",
      // What waits for a lock that it should not wait for never ends.
      "--innodb-lock-wait-timeout=100000",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  )
  await untilReady(child)
  afterAll(async () => {
    const ended = once(child, "exit")
    child.kill()
    await ended
    await rm(directory, { recursive: true })
  })
  return { host: "127.0.0.1", port, user: "root", charset: "utf8mb4", timezone: "Z" }
}

/** A pool of a new database with these statements. */
export const openDatabase = async (
  server: mysql.ConnectionOptions,
  ...statements: ReadonlyArray<string>
): Promise<mysql.Pool> => {
  const database = `db_${crypto.randomUUID().replaceAll("-", "")}`
  const connection = await mysql.createConnection(server)
  await connection.query(`create database ${database}`)
  await connection.end()
  const pool = mysql.createPool({ ...server, database, connectionLimit: 10 })
  afterAll(() => pool.end())
  for (const statement of statements) await pool.query(statement)
  return pool
}

/** The name of a pool's database. */
export const nameOf = async (pool: mysql.Pool): Promise<string> => {
  const [[row]] = await pool.query<Array<mysql.RowDataPacket>>("select database() as name")
  return row?.["name"]
}

const untilReady = (child: ChildProcess) =>
  new Promise<void>((resolve, reject) => {
    const lines: Array<string> = []
    if (child.stderr === null) return reject(new Error("it has no log"))
    createInterface({ input: child.stderr }).on("line", (line) => {
      lines.push(line)
      if (line.includes("ready for connections")) resolve()
    })
    child.once("exit", (code) => reject(new Error(`mariadbd ended with ${code}:\n${lines.join("\n")}`)))
  })
