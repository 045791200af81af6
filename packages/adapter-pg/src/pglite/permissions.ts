import { chmodSync, lstatSync, readdirSync, type Stats, statSync } from "node:fs"
import { join } from "node:path"
import process from "node:process"

const OTHERS = 0o077
const OTHERS_WRITE = 0o022
const STICKY = 0o1000

/**
 * Takes the access of other users away from a database, and the right to write from the directory that contains it.
 * Returns how many files and directories had to be changed. Throws if they belong to another user, who could change the
 * database, as PostgreSQL does.
 */
export const closeToOthers = (directory: string, database: string): number => {
  const user = process.getuid?.()
  // Windows has no such permissions.
  if (user === undefined) return 0
  const parent = statSync(directory)
  // In a sticky directory, such as /tmp, others cannot replace the database.
  const isOpen = (parent.mode & OTHERS_WRITE) !== 0 && (parent.mode & STICKY) === 0
  if (isOpen && parent.uid !== user) throw foreign("it", parent)
  const stats = statSync(database)
  if (stats.uid !== user) throw foreign("postgres/", stats)
  if (isOpen) chmodSync(directory, parent.mode & 0o7777 & ~OTHERS_WRITE)
  const paths = readdirSync(database, { recursive: true, encoding: "utf8" }).map((path) => join(database, path))
  const changed = [database, ...paths].filter((path) => closeFile(path, user))
  return changed.length + (isOpen ? 1 : 0)
}

const closeFile = (path: string, user: number): boolean => {
  const { mode, uid, isSymbolicLink } = readStats(path)
  if (isSymbolicLink || uid !== user || (mode & OTHERS) === 0) return false
  chmodSync(path, mode & 0o700)
  return true
}

const readStats = (path: string) => {
  const stats = lstatSync(path)
  return { mode: stats.mode, uid: stats.uid, isSymbolicLink: stats.isSymbolicLink() }
}

const foreign = (what: string, { uid }: Stats) =>
  new Error(`${what} belongs to another user (${uid}), who could change the database: run this as that user`)
