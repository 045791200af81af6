import { ApiKeys } from "@bulk-contacts/core"
import { Effect, Option, Redacted } from "effect"
import { ApiKeyFixture } from "../ApiKeyFixture.ts"
import { arrangeOrganization } from "../arrange.ts"
import { assert } from "../assert.ts"
import { makeSuite, type Store } from "../Suite.ts"

/** Whose key it is. */
export const apiKeysSuite = makeSuite<Store | ApiKeys | ApiKeyFixture>("ApiKeys", (it) => {
  it.effect("finds the organization of each of its keys", () =>
    Effect.gen(function* () {
      const ours = yield* arrangeOrganization()
      const theirs = yield* arrangeOrganization()
      const { createApiKey } = yield* ApiKeyFixture
      const { organizationOf } = yield* ApiKeys
      const keys = [yield* createApiKey(ours), yield* createApiKey(theirs), yield* createApiKey(ours)]
      assert.deepStrictEqual(yield* Effect.forEach(keys, organizationOf), [
        Option.some(ours),
        Option.some(theirs),
        Option.some(ours),
      ])
    }),
  )

  it.effect("rejects similar keys", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const key = Redacted.value(yield* (yield* ApiKeyFixture).createApiKey(organization))
      const others = [
        "",
        " ",
        "%",
        "'",
        "\0",
        "__proto__",
        key.slice(0, -1),
        `${key} `,
        ` ${key}`,
        `${key}\0`,
        organization,
      ]
      for (const other of others) {
        const found = yield* (yield* ApiKeys).organizationOf(Redacted.make(other))
        assert.deepStrictEqual(found, Option.none(), JSON.stringify(other))
      }
    }),
  )

  it.effect("rejects a revoked key but not the others", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { createApiKey, revokeApiKey } = yield* ApiKeyFixture
      const { organizationOf } = yield* ApiKeys
      const [revoked, kept] = [yield* createApiKey(organization), yield* createApiKey(organization)]
      yield* revokeApiKey(revoked)
      assert.deepStrictEqual(yield* organizationOf(revoked), Option.none())
      assert.deepStrictEqual(yield* organizationOf(kept), Option.some(organization))
    }),
  )
})
