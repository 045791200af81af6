import { createHash } from "node:crypto"
import { once } from "node:events"
import { existsSync, readFileSync, statSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import process from "node:process"
import * as Predicate from "effect/Predicate"

/**
 * Locks a database by listening on a name that no file system has, so that nobody can remove it by mistake (Linux:
 * an abstract Unix socket). Returns a function that releases it, or `undefined` if another process has locked it.
 *
 * Only processes of the same network namespace see it: two containers that share a volume have the file lock only. So do
 * all processes on other systems than Linux.
 */
export const lockDatabase = async (directory: string): Promise<(() => Promise<void>) | undefined> => {
  if (process.platform !== "linux") return async () => {}
  const server = createServer((connection) => connection.destroy())
  server.listen({ path: `\0bulk-contacts/${nameOf(directory)}`, exclusive: true })
  try {
    await once(server, "listening")
  } catch (error) {
    if (Predicate.hasProperty(error, "code") && error.code === "EADDRINUSE") return undefined
    throw error
  }
  server.unref()
  return async () => {
    const closed = once(server, "close")
    server.close()
    await closed
  }
}

/** Random bytes that a database has of its own. */
export const SECRET_FILE = "bulk-contacts.secret"

/** The file begins with the identifier that PostgreSQL gives each database that it initializes. */
const SYSTEM_IDENTIFIER_BYTES = 8

/**
 * The directory, whatever it is called, and a secret of the database, so that another user of the machine can neither guess
 * the name nor take it first.
 */
export const nameOf = (directory: string): string => {
  const { dev, ino } = statSync(directory)
  const identifier = readFileSync(join(directory, "global/pg_control")).subarray(0, SYSTEM_IDENTIFIER_BYTES)
  const hash = createHash("sha256").update(`${dev}:${ino}:`).update(identifier)
  // Databases that were made from the template have its identifier. Older ones have no secret but this identifier.
  const secret = join(directory, SECRET_FILE)
  if (existsSync(secret)) hash.update(readFileSync(secret))
  return hash.digest("hex")
}
