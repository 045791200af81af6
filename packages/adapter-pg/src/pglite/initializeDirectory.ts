import { open, readdir, rename, rm } from "node:fs/promises"
import { basename, dirname, join } from "node:path"

/** What earlier attempts are named, also those of former releases. */
const attempts = (name: string) => new RegExp(`^${name}\\.(new-[0-9a-f-]{36}|unfinished)$`)

/**
 * Creates a directory atomically, even if there is a power failure: `fill` creates it next to its place, and once it is
 * synced to disk, it is moved there. Fails if something has appeared there meanwhile. What interrupted attempts have left
 * is deleted first, and what this one has left if it fails.
 */
export const initializeDirectory = async (directory: string, fill: (path: string) => Promise<void>): Promise<void> => {
  const parent = dirname(directory)
  const isAttempt = attempts(basename(directory))
  for (const name of await readdir(parent)) if (isAttempt.test(name)) await remove(join(parent, name))
  const attempt = `${directory}.new-${crypto.randomUUID()}`
  try {
    await fill(attempt)
    const entries = await readdir(attempt, { recursive: true, withFileTypes: true })
    await Promise.all(entries.map((entry) => sync(join(entry.parentPath, entry.name), entry.isDirectory())))
    await sync(attempt, true)
    await rename(attempt, directory)
    await sync(parent, true)
  } catch (error) {
    await remove(attempt)
    throw error
  }
}

const remove = (path: string) => rm(path, { recursive: true, force: true })

/** Windows cannot sync a directory. */
const canSyncDirectories = process.platform !== "win32"

const sync = async (path: string, isDirectory: boolean): Promise<void> => {
  if (isDirectory && !canSyncDirectories) return
  const file = await open(path)
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
