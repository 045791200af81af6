import { readdirSync, statSync } from "node:fs"
import { chmod, chown, mkdir, rename, rm, symlink, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { Administration } from "@bulk-contacts/adapter-pg"
import { DataDirectoryInUse, DataDirectoryUnusable, PgliteStore } from "@bulk-contacts/adapter-pg/pglite"
import { migratedDirectory, temporaryDirectory } from "@bulk-contacts/test-support/directories"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Logger, Queue } from "effect"
import { runProgram } from "./support/processes.ts"

const open = (dataDir: string) =>
  Effect.provide(Administration, PgliteStore.layer({ dataDir }), { local: true }).pipe(Effect.asVoid)

/** Every file with its size and time of change. */
const contentsOf = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: "utf8" })
    .toSorted()
    .map((name) => {
      const { size, mtimeMs } = statSync(join(directory, name))
      return `${name} ${size} ${mtimeMs}`
    })

const refusalOf = Effect.fnUntraced(function* (dataDir: string) {
  const failure = yield* Effect.flip(open(dataDir))
  assert.instanceOf(failure, DataDirectoryUnusable)
  return String(failure.cause)
})

describe("What is called postgres/ and is not a whole database", () => {
  const losses = ["PG_VERSION", "global/pg_control", "global", "base", "pg_wal", "pg_xact"]
  for (const lost of losses) {
    it.live(`is refused and left as it is: without ${lost}`, () =>
      Effect.gen(function* () {
        const dataDir = yield* migratedDirectory
        const database = join(dataDir, "postgres")
        yield* Effect.promise(() => rm(join(database, lost), { recursive: true }))
        const before = contentsOf(database)
        assert.include(yield* refusalOf(dataDir), lost)
        assert.deepStrictEqual(contentsOf(database), before)
      }),
    )
  }

  it.live("is refused and left as it is: an empty directory, as of a volume that is not mounted", () =>
    Effect.gen(function* () {
      const dataDir = yield* temporaryDirectory
      yield* Effect.promise(() => mkdir(join(dataDir, "postgres")))
      assert.include(yield* refusalOf(dataDir), "it is empty")
      assert.deepStrictEqual(readdirSync(join(dataDir, "postgres")), [])
    }),
  )

  it.live("is refused and left as it is: a file, and a link to nothing", () =>
    Effect.gen(function* () {
      const dataDir = yield* temporaryDirectory
      const place = join(dataDir, "postgres")
      yield* Effect.promise(() => writeFile(place, "mine"))
      assert.include(yield* refusalOf(dataDir), "not a directory")
      yield* Effect.promise(() => rm(place))
      yield* Effect.promise(() => symlink("nowhere", place))
      assert.include(yield* refusalOf(dataDir), "not a directory")
    }),
  )

  it.live("is refused and left as it is, with the way out: a database of another version", () =>
    Effect.gen(function* () {
      const dataDir = yield* migratedDirectory
      yield* Effect.promise(() => writeFile(join(dataDir, "postgres/PG_VERSION"), "17\n"))
      const before = contentsOf(join(dataDir, "postgres"))
      assert.match(yield* refusalOf(dataDir), /PostgreSQL 17.*back it up with the release.*restore the backup/)
      assert.deepStrictEqual(contentsOf(join(dataDir, "postgres")), before)
    }),
  )
})

describe("A directory that cannot be created", () => {
  for (const dataDir of ["/proc/x", "/proc/x/y/z", "/dev/null/x", `/tmp/${"x".repeat(300)}`]) {
    it.live.skipIf(process.platform !== "linux")(`is refused: ${dataDir.slice(0, 20)}`, () =>
      Effect.asVoid(refusalOf(dataDir)),
    )
  }
})

describe("A database that a process uses", () => {
  it.live.skipIf(process.platform !== "linux")("is not opened by another one, also if its lock file was removed", () =>
    Effect.gen(function* () {
      const dataDir = yield* migratedDirectory
      const program = yield* runProgram(new URL("./support/openUntilKilled.ts", import.meta.url), dataDir)
      assert.strictEqual(yield* Queue.take(program.lines), "open")
      yield* Effect.promise(() => rm(join(dataDir, "lock")))
      assert.instanceOf(yield* Effect.flip(open(dataDir)), DataDirectoryInUse)
      // Under another name it is the same database.
      const renamed = `${dataDir}/renamed`
      yield* Effect.promise(() => mkdir(renamed))
      yield* Effect.promise(() => symlink(join(dataDir, "postgres"), join(renamed, "postgres")))
      assert.instanceOf(yield* Effect.flip(open(renamed)), DataDirectoryInUse)
      yield* program.kill
      yield* open(dataDir)
    }),
  )
})

describe.skipIf(process.getuid === undefined)("The permissions of a database", () => {
  const modes = (directory: string) =>
    new Set(
      [directory, ...readdirSync(directory, { recursive: true, encoding: "utf8" }).map((name) => join(directory, name))]
        .map((path) => statSync(path).mode & 0o777)
        .map((mode) => mode.toString(8)),
    )

  it.live("are its owner's only", () =>
    Effect.gen(function* () {
      const dataDir = join(yield* temporaryDirectory, "data")
      yield* open(dataDir)
      assert.deepStrictEqual(modes(dataDir), new Set(["700", "600"]))
    }),
  )

  it.live("are corrected, with a warning, if others could write to it", () =>
    Effect.gen(function* () {
      const dataDir = yield* migratedDirectory
      const lines: Array<string> = []
      const logger = Logger.layer([Logger.map(Logger.formatJson, (line) => lines.push(line))])
      yield* Effect.promise(() => chmod(dataDir, 0o777))
      yield* Effect.promise(() => chmod(join(dataDir, "postgres/PG_VERSION"), 0o666))
      yield* Effect.promise(() => chmod(join(dataDir, "postgres/base"), 0o755))
      yield* Effect.provide(open(dataDir), logger)
      assert.deepStrictEqual(modes(join(dataDir, "postgres")), new Set(["700", "600"]))
      assert.strictEqual(statSync(dataDir).mode & 0o777, 0o755)
      assert.include(lines.join("\n"), "had access to 3 files")
    }),
  )

  it.live.skipIf(process.getuid?.() !== 0)("are another user's: it is refused", () =>
    Effect.gen(function* () {
      const dataDir = yield* migratedDirectory
      yield* Effect.promise(() => chown(join(dataDir, "postgres"), 65_534, 65_534))
      assert.include(yield* refusalOf(dataDir), "another user")
      yield* Effect.promise(() => chown(join(dataDir, "postgres"), 0, 0))
      yield* Effect.promise(() => chown(dataDir, 65_534, 65_534))
      yield* Effect.promise(() => chmod(dataDir, 0o777))
      assert.include(yield* refusalOf(dataDir), "another user")
    }),
  )
})

describe("An interrupted creation", () => {
  it.live("leaves nothing in the way of the next one", () =>
    Effect.gen(function* () {
      const dataDir = yield* migratedDirectory
      const half = join(dataDir, `postgres.new-${crypto.randomUUID()}`)
      yield* Effect.promise(() => rename(join(dataDir, "postgres"), half))
      yield* Effect.promise(() => rm(join(half, "base"), { recursive: true }))
      yield* open(dataDir)
      assert.deepStrictEqual(readdirSync(dataDir).toSorted(), ["lock", "postgres"])
    }),
  )
})
