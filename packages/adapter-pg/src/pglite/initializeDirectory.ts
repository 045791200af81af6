import { open, readdir, rename, rm } from "node:fs/promises"
import { dirname, join } from "node:path"

/**
 * Creates a directory atomically, even if there is a power failure: `fill` creates it at a temporary path, which is
 * synced to disk and then renamed. What an interrupted attempt has left is deleted first.
 */
export const initializeDirectory = async (directory: string, fill: (path: string) => Promise<void>): Promise<void> => {
  const unfinished = `${directory}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await fill(unfinished)
  const entries = await readdir(unfinished, { recursive: true, withFileTypes: true })
  await Promise.all(entries.map((entry) => sync(join(entry.parentPath, entry.name), entry.isDirectory())))
  await sync(unfinished, true)
  await rename(unfinished, directory)
  await sync(dirname(directory), true)
}

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
