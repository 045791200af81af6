import { chmodSync } from "node:fs"
import process from "node:process"
import * as Predicate from "effect/Predicate"

const SQLITE_BUSY = 5

/**
 * Locks a file, which is created if it does not exist. Returns a function that releases it, or `undefined` if another
 * process has locked it. SQLite holds the lock, because Node.js has no file locks of its own.
 */
export const lockFile = (path: string): (() => void) | undefined => {
  // Loaded only if there is a directory, because Node.js 22 then warns that SQLite is experimental.
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite")
  const database = new DatabaseSync(path)
  try {
    chmodSync(path, 0o600)
    database.exec("begin exclusive")
    return () => database.close()
  } catch (error) {
    database.close()
    if (Predicate.hasProperty(error, "errcode") && error.errcode === SQLITE_BUSY) return undefined
    throw error
  }
}
