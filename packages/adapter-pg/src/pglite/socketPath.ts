import { Buffer } from "node:buffer"
import { closeSync, openSync } from "node:fs"
import { join, resolve } from "node:path"
import process from "node:process"
import { nameOf } from "./lockDatabase.ts"

/** Named like PostgreSQL's own sockets, so that its tools find it in the directory. */
const NAME = ".s.PGSQL.5432"

/** The operating system allows little more than a hundred bytes for the path of a socket. */
const MAX_BYTES = 103

/** Runs `use` with the path of a data directory's socket: on Windows, the name of a pipe. */
export const withSocketPath = <A>(dataDir: string, use: (path: string) => A): A => {
  const directory = resolve(dataDir)
  if (process.platform === "win32") return use(`\\\\.\\pipe\\bulk-contacts-${nameOf(join(directory, "postgres"))}`)
  const path = join(directory, NAME)
  if (Buffer.byteLength(path) <= MAX_BYTES) return use(path)
  if (process.platform !== "linux") throw new Error("the path of the data directory is too long for a socket")
  const descriptor = openSync(directory, "r")
  try {
    return use(`/proc/self/fd/${descriptor}/${NAME}`)
  } finally {
    closeSync(descriptor)
  }
}
