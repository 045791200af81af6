import fs from "node:fs"
import { PgliteStore } from "@bulk-contacts/adapter-pg/pglite"
import { bulkCreateContacts, StoreFailure } from "@bulk-contacts/core"
import { migratedDirectory } from "@bulk-contacts/test-support/directories"
import { times } from "@bulk-contacts/test-support/times"
import { assert, describe, it, vi } from "@effect/vitest"
import { Effect } from "effect"
import { createOrganization, emails } from "./support/organization.ts"

/** Until the scope closes, the operating system's call fails. Returns how to repair it earlier. */
const breakDown = (call: "writeSync" | "fsyncSync", code: string) =>
  Effect.acquireRelease(
    Effect.sync(() =>
      vi.spyOn(fs, call).mockImplementation(() => {
        throw Object.assign(new Error(`${code}: it failed`), { code })
      }),
    ),
    (spy) => Effect.sync(() => spy.mockRestore()),
  ).pipe(Effect.map((spy) => () => spy.mockRestore()))

/** Moves the monotonic clock forward until the scope closes. */
const fiveSecondsLater = Effect.acquireRelease(
  Effect.sync(() => {
    const later = performance.now() + 5000
    return vi.spyOn(performance, "now").mockReturnValue(later)
  }),
  (spy) => Effect.sync(() => spy.mockRestore()),
)

const assertUnavailable = Effect.fnUntraced(function* <A, E, R>(effect: Effect.Effect<A, E, R>) {
  const failure = yield* Effect.flip(effect)
  assert.instanceOf(failure, StoreFailure)
  assert.isTrue(failure.retryable)
})

describe("The embedded database, when its disk fails,", () => {
  // The code of the error makes no difference to the store.
  const others = times([], [["writeSync", "EROFS"]] as const)
  for (const [call, code] of [["writeSync", "ENOSPC"], ["fsyncSync", "EIO"], ...others] as const) {
    it.live(`is unavailable, and works again when it is repaired: ${call} ${code}`, () =>
      Effect.gen(function* () {
        const dataDir = yield* migratedDirectory
        yield* Effect.gen(function* () {
          const { id } = yield* createOrganization()
          const create = (count: number) => bulkCreateContacts(id, { contacts: emails(count) })
          assert.strictEqual((yield* create(3)).created, 3)
          const repair = yield* breakDown(call, code)
          // The first request ends the engine, the second one cannot start another, and the third one does not try.
          for (let i = 0; i < 3; i++) yield* assertUnavailable(create(10))
          repair()
          yield* assertUnavailable(create(10))
          yield* fiveSecondsLater
          // What was acknowledged is there. What could not be synced may be there too, as a whole.
          const { created, skipped } = yield* create(10)
          assert.include(call === "fsyncSync" ? [3, 10] : [3], skipped)
          assert.strictEqual(created + skipped, 10)
        }).pipe(Effect.provide(PgliteStore.layer({ dataDir }), { local: true }))
      }),
    )
  }
})
