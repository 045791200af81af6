import { join, resolve } from "node:path"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { findDatabase } from "./findDatabase.ts"
import { lockDatabase } from "./lockDatabase.ts"
import { lockFile } from "./lockFile.ts"
import { makeDirectory } from "./makeDirectory.ts"
import { closeToOthers } from "./permissions.ts"

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
 * Creates the data directory if it does not exist, and locks it until the scope closes. Has `initialize` create the
 * database if nothing has its name; what has its name and is not a whole database is left as it is. Returns the path of
 * the database.
 *
 * There are two locks, which the operating system releases when the process ends, however it ends: a file, and, in case
 * somebody removes the file, a name that belongs to the database itself.
 */
export const openDataDirectory = (dataDir: string, initialize: (directory: string) => Promise<void>) =>
  Effect.gen(function* () {
    const directory = resolve(dataDir)
    const database = join(directory, "postgres")
    const attempt = <A>(run: () => A | Promise<A>) =>
      Effect.tryPromise({
        try: async () => run(),
        catch: (cause) => new DataDirectoryUnusable({ directory: dataDir, cause }),
      })
    const orInUse = <A>(lock: A | undefined) =>
      lock === undefined ? Effect.fail(new DataDirectoryInUse({ directory: dataDir })) : Effect.succeed(lock)

    yield* attempt(() => makeDirectory(directory))
    yield* Effect.acquireRelease(
      Effect.flatMap(
        attempt(() => lockFile(join(directory, "lock"))),
        orInUse,
      ),
      (release) => Effect.sync(release),
    )
    if (!(yield* attempt(() => findDatabase(database)))) yield* attempt(() => initialize(database))
    const changed = yield* attempt(() => closeToOthers(directory, database))
    if (changed > 0) {
      yield* Effect.logWarning(`Other users of this machine had access to ${changed} files in ${database}: removed it`)
    }
    yield* Effect.acquireRelease(
      Effect.flatMap(
        attempt(() => lockDatabase(database)),
        orInUse,
      ),
      (release) => Effect.promise(release),
    )
    return database
  })
