import { mkdirSync } from "node:fs"
import { join } from "node:path"
import process from "node:process"
import type { DatabaseSync } from "node:sqlite"
import { Effect, Predicate, Schema } from "effect"

/** Another process uses the directory. Two at once would destroy the database. */
export class DataDirectoryInUse extends Schema.TaggedError<DataDirectoryInUse>()("DataDirectoryInUse", {
  directory: Schema.String,
}) {
  override get message(): string {
    return `The data directory ${this.directory} is in use by another process`
  }
}

/** The directory cannot be created, read or written, or what is in it is no database that this version can use. */
export class DataDirectoryUnusable extends Schema.TaggedError<DataDirectoryUnusable>()("DataDirectoryUnusable", {
  directory: Schema.String,
  cause: Schema.Defect(),
}) {
  override get message(): string {
    return `The data directory ${this.directory} cannot be used`
  }
}

/**
 * Creates the directory if need be, and keeps other processes out of it for as long as the scope is open. Answers where
 * in it the database lives.
 *
 * The lock is one that the operating system holds for a process and that ends with it, however it ends. Node.js has no
 * other way to such a lock than SQLite's.
 */
export const lockDataDirectory = (directory: string) =>
  Effect.acquireRelease(
    Effect.try({ try: () => lock(directory), catch: (cause) => failure(directory, cause) }),
    (database) => Effect.sync(() => database.close()),
  ).pipe(Effect.as(join(directory, "postgres")))

const lock = (directory: string): DatabaseSync => {
  mkdirSync(directory, { recursive: true })
  // Loaded by those who have a directory, and nobody else: Node.js 22 warns that it is experimental.
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
