import { open, readdir, rename, rm } from "node:fs/promises"
import { dirname, join } from "node:path"

/**
 * Makes a directory by `fill`, which gets the path of an empty place. Whatever ends it halfway, power cuts included: it
 * is there whole or not at all, and the next attempt begins anew.
 */
export const initializeDirectory = async (directory: string, fill: (place: string) => Promise<void>): Promise<void> => {
  const unfinished = `${directory}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await fill(unfinished)
  const entries = await readdir(unfinished, { recursive: true, withFileTypes: true })
  await Promise.all(entries.map((entry) => sync(join(entry.parentPath, entry.name), entry.isDirectory())))
  await sync(unfinished, true)
  await rename(unfinished, directory)
  await sync(dirname(directory), true)
}

/** Windows lets nobody sync a directory. */
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
