import fs from "node:fs"
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { Administration } from "@bulk-contacts/adapter-pg"
import { DataDirectoryInUse, DataDirectoryUnusable, PgliteStore } from "@bulk-contacts/adapter-pg/pglite"
import { bulkCreateContacts, Contacts, EmailAddress, OrganizationId } from "@bulk-contacts/core"
import { migratedDirectory, temporaryDirectory } from "@bulk-contacts/test-support/directories"
import { assert, describe, it, vi } from "@effect/vitest"
import { Effect, Queue } from "effect"
import { createOrganization, emails } from "./support/organization.ts"
import { runProgram } from "./support/processes.ts"

const withStore = <A, E, R>(dataDir: string, effect: Effect.Effect<A, E, R>) =>
  Effect.provide(effect, PgliteStore.layer({ dataDir }), { local: true })

describe("A data directory", () => {
  it.live("is created if it does not exist or a first attempt was interrupted, and keeps its contents", () =>
    Effect.gen(function* () {
      const dataDir = join(yield* temporaryDirectory, "var", "data")
      const unfinished = join(dataDir, "postgres.unfinished")
      yield* Effect.promise(() => mkdir(unfinished, { recursive: true }))
      yield* Effect.promise(() => writeFile(join(unfinished, "PG_VERSION"), "18"))
      const { id } = yield* withStore(dataDir, createOrganization())
      const create = withStore(dataDir, bulkCreateContacts(id, { contacts: emails(3) }))
      assert.deepStrictEqual(yield* create, { total: 3, created: 3, skipped: 0, replayed: false })
      assert.deepStrictEqual(yield* create, { total: 3, created: 0, skipped: 3, replayed: false })
    }),
  )

  it.live("can be used by one store at a time", () =>
    Effect.gen(function* () {
      const directory = yield* migratedDirectory
      const open = withStore(directory, Administration)
      yield* withStore(
        directory,
        Effect.gen(function* () {
          const failure = yield* Effect.flip(open)
          assert.deepStrictEqual(failure, new DataDirectoryInUse({ directory }))
          assert.include(failure.message, directory)
        }),
      )
      yield* open
    }),
  )

  it.live("that is a file fails with DataDirectoryUnusable", () =>
    Effect.gen(function* () {
      const directory = join(yield* temporaryDirectory, "file")
      yield* Effect.promise(() => writeFile(directory, ""))
      assert.instanceOf(yield* Effect.flip(withStore(directory, Administration)), DataDirectoryUnusable)
    }),
  )

  it.live("is locked until its process is killed, and then contains every acknowledged request as a whole", () =>
    Effect.gen(function* () {
      const directory = yield* migratedDirectory
      const program = yield* runProgram(new URL("./support/commitUntilKilled.ts", import.meta.url), directory)
      const id = OrganizationId.make(yield* Queue.take(program.lines))
      for (let batch = 0; batch < 20; batch++) yield* Queue.take(program.lines)
      assert.instanceOf(yield* Effect.flip(withStore(directory, Administration)), DataDirectoryInUse)
      yield* program.kill
      const acknowledged = 20 + (yield* Queue.clear(program.lines)).length
      const find = Effect.fnUntraced(function* (batch: number) {
        const addresses = emails(10).map((_, i) => EmailAddress.make(`ada${batch}.${i}@example.com`))
        return (yield* (yield* Contacts).findByEmail(id, addresses)).size
      })
      const sizes = yield* withStore(
        directory,
        Effect.forEach(
          Array.from({ length: acknowledged + 1 }, (_, i) => i),
          find,
        ),
      )
      assert.deepStrictEqual(
        sizes.slice(0, -1),
        Array.from({ length: acknowledged }, () => 10),
      )
      assert.include([0, 10], sizes.at(-1))
    }),
  )

  it.live("is synced to disk on each commit", () =>
    Effect.gen(function* () {
      const directory = yield* migratedDirectory
      const createAndCount = Effect.gen(function* () {
        const { id } = yield* createOrganization()
        const sync = yield* Effect.acquireRelease(
          Effect.sync(() => vi.spyOn(fs, "fsyncSync")),
          (spy) => Effect.sync(() => spy.mockRestore()),
        )
        yield* bulkCreateContacts(id, { contacts: emails(1) })
        return sync.mock.calls.length
      })
      assert.isAtLeast(yield* withStore(directory, createAndCount), 1)
    }),
  )
})
