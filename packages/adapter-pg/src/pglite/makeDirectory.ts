import { mkdirSync, statSync } from "node:fs"
import { dirname } from "node:path"

/**
 * Creates a directory that only its owner can use, and the directories above it, unless it exists. Node.js's own recursive
 * `mkdir` never returns if a directory above cannot be created and does not exist either, such as `/proc/x`.
 */
export const makeDirectory = (path: string, mode = 0o700): void => {
  if (isDirectory(path)) return
  if (dirname(path) !== path) makeDirectory(dirname(path), 0o777)
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    // Another process may have been faster.
    if (!isDirectory(path)) throw error
  }
}

const isDirectory = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
