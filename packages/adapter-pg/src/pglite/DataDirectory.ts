import { mkdirSync } from "node:fs"
import { join } from "node:path"
import process from "node:process"
import type { DatabaseSync } from "node:sqlite"
import { Effect, Predicate, Schema } from "effect"

/** Another process is using the data directory. Two processes would corrupt the database. */
export class DataDirectoryInUse extends Schema.TaggedError<DataDirectoryInUse>()("DataDirectoryInUse", {
  directory: Schema.String,
}) {
  override get message(): string {
    return `The data directory ${this.directory} is in use by another process`
  }
}

/** The data directory cannot be created, read or written, or does not contain a database of this version. */
export class DataDirectoryUnusable extends Schema.TaggedError<DataDirectoryUnusable>()("DataDirectoryUnusable", {
  directory: Schema.String,
  cause: Schema.Defect(),
}) {
  override get message(): string {
    return `The data directory ${this.directory} cannot be used`
  }
}

/**
 * Creates the data directory if it does not exist, and locks it until the scope closes. Returns the path of the database
 * in it.
 *
 * SQLite holds the lock, because Node.js has no file locks of its own. The operating system releases it when the process
 * ends, however it ends.
 */
export const lockDataDirectory = (directory: string) =>
  Effect.acquireRelease(
    Effect.try({ try: () => lock(directory), catch: (cause) => failure(directory, cause) }),
    (database) => Effect.sync(() => database.close()),
  ).pipe(Effect.as(join(directory, "postgres")))

const lock = (directory: string): DatabaseSync => {
  mkdirSync(directory, { recursive: true })
  // Loaded only if there is a directory, because Node.js 22 then warns that SQLite is experimental.
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite")
  const database = new DatabaseSync(join(directory, "lock"))
  database.exec("begin exclusive")
  return database
}

const SQLITE_BUSY = 5

const failure = (directory: string, cause: unknown) =>
  Predicate.hasProperty(cause, "errcode") && cause.errcode === SQLITE_BUSY
    ? new DataDirectoryInUse({ directory })
    : new DataDirectoryUnusable({ directory, cause })
