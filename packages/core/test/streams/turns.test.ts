import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { CurrentTenant } from "../../src/admission/CurrentTenant.ts"
import { FairShare } from "../../src/admission/FairShare.ts"
import { LoopTurns } from "../../src/admission/LoopTurns.ts"
import { readCsv } from "../../src/csv/readCsv.ts"
import { readNdjson } from "../../src/streams/ndjson.ts"
import type { StreamedContact } from "../../src/streams/StreamedContact.ts"
import { utf8 } from "./sources.ts"

const TENANTS = ["acme", "other", "third"]
const LONG = "x".repeat(70_000)

/** The most reads of several streams between which nobody else had a turn of the event loop. */
const readsInOneTurn = Effect.fnUntraced(function* (
  read: () => Stream.Stream<StreamedContact, unknown>,
  turns: FairShare | null,
) {
  let [now, most] = [0, 0]
  const takeTurn = Effect.sync(() => {
    now = 0
  })
  yield* Effect.forkChild(Effect.forever(Effect.andThen(Effect.yieldNow, takeTurn)))
  const count = Effect.sync(() => {
    now++
    most = Math.max(most, now)
  })
  const streams = TENANTS.map((tenant) =>
    Effect.provideService(
      Stream.runForEachArray(read(), () => count),
      CurrentTenant,
      tenant,
    ),
  )
  yield* Effect.provideService(Effect.all(streams, { concurrency: "unbounded" }), LoopTurns, turns)
  return most
})

describe.each<[string, () => Stream.Stream<StreamedContact, unknown>]>([
  ["lines of NDJSON", () => readNdjson(Stream.fromIterable(Array.from({ length: 4 }, () => utf8(`"${LONG}"\n`))))],
  [
    "rows of CSV",
    () => readCsv(Stream.fromIterable(["email,source\n", ...Array(4).fill(`ada@example.com,${LONG}\n`)].map(utf8))),
  ],
])("large %s", (_rows, read) => {
  it.effect("of several streams are read one after the other where they share turns", () =>
    Effect.gen(function* () {
      // What was read is counted when it is passed on, so that what is read next may be counted in the same turn.
      assert.isAtMost(yield* readsInOneTurn(read, new FairShare({ capacity: 1, maxWaiting: 100 })), 2)
      assert.isAtLeast(yield* readsInOneTurn(read, null), TENANTS.length)
    }),
  )
})
