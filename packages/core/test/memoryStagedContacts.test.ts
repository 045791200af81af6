import { newContact } from "@bulk-contacts/testing/internal/arrange"
import { assert, it } from "@effect/vitest"
import { Effect, Exit, Scope } from "effect"
import { makeMemoryStagedContacts } from "../src/bulkCreate/memoryStagedContacts.ts"
import { RequestTooLarge, StoreFailure } from "../src/domain/errors.ts"
import { OrganizationId } from "../src/domain/Identifiers.ts"

const MEBIBYTE = 1024 * 1024

const nothing = { findByEmail: () => Effect.succeed(new Map()), insertNew: () => Effect.succeed(0) }

/** A contact that counts as so many bytes, two for each character of a long text. Its text is not in memory: V8 repeats it when it is read. */
const contactOf = (mebibytes: number) => ({
  ...newContact("ada@example.com"),
  metadata: { note: "x".repeat((mebibytes * MEBIBYTE) / 2) },
})

it.effect("of the memory for streams, no organization has more than half", () =>
  Effect.gen(function* () {
    const staged = makeMemoryStagedContacts(nothing)
    const openIn = (scope: Scope.Scope, id: string) => Scope.provide(staged.open(OrganizationId.make(id)), scope)
    const scope = yield* Scope.make()
    const one = yield* openIn(scope, "one")
    const sameOne = yield* openIn(yield* Effect.scope, "one")
    const other = yield* openIn(yield* Effect.scope, "other")
    yield* one.add([contactOf(200)])
    yield* sameOne.add([contactOf(100)])
    const failure = yield* Effect.flip(sameOne.add([contactOf(100)]))
    assert.isTrue(failure instanceof StoreFailure && failure.retryable)
    yield* other.add([contactOf(300)])
    yield* Scope.close(scope, Exit.void)
    yield* sameOne.add([contactOf(200)])
  }),
)

it.effect("a stream that takes more memory alone is too large, whatever others do", () =>
  Effect.gen(function* () {
    const staged = makeMemoryStagedContacts(nothing)
    const area = yield* staged.open(OrganizationId.make("one"))
    yield* area.add([contactOf(200)])
    assert.instanceOf(yield* Effect.flip(area.add([contactOf(200)])), RequestTooLarge)
    yield* area.add([contactOf(100)])
  }),
)
