import { lstatSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"

/** The version of PostgreSQL in PGlite. It cannot read what another major version has written. */
export const VERSION = "18"

/** What every database has. Without any of them, PostgreSQL cannot start, or would create it anew without the data. */
const PARTS = ["PG_VERSION", "base", "global", "global/pg_control", "pg_wal", "pg_xact"]

/**
 * Whether there is a database in the directory; false if nothing exists there. Throws if it exists and is not a whole
 * database of this version: an unmounted volume, or a database that has lost files, must not become a new database.
 */
export const findDatabase = (directory: string): boolean => {
  if (lstatSync(directory, { throwIfNoEntry: false }) === undefined) return false
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) throw notWhole("it is not a directory")
  if (readdirSync(directory).length === 0) throw notWhole("it is empty, as if a volume were not mounted")
  const missing = PARTS.filter((part) => statSync(join(directory, part), { throwIfNoEntry: false }) === undefined)
  if (missing.length > 0) throw notWhole(`${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing`)
  const version = readFileSync(join(directory, "PG_VERSION"), "latin1").slice(0, 20).trim()
  if (version !== VERSION) {
    throw new Error(
      `postgres/ was written by PostgreSQL ${version}, and this is ${VERSION}: back it up with the release of bulk-contacts that wrote it, and restore the backup in another directory`,
    )
  }
  return true
}

const notWhole = (problem: string) =>
  new Error(
    `postgres/ is not a complete database: ${problem}. Nothing was changed: restore it from a backup, or move it away to start with an empty database`,
  )
