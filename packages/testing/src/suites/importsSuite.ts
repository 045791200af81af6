import { ImportId, InvalidRequest, listImports, undoImport } from "@bulk-contacts/core"
import { Effect } from "effect"
import { arrangeOrganization, ownedEmails } from "../arrange.ts"
import { assert } from "../assert.ts"
import { joinSuites, makeSuite } from "../Suite.ts"
import { createIn, type ImportStore } from "./imports/namedCreate.ts"
import { undoRacesSuite } from "./imports/races.ts"
import { listingSuite, recordingSuite } from "./imports/recording.ts"
import { undoingSuite } from "./imports/undoing.ts"

/** Tests everything that imports guarantee, on any store with the port `Imports` and with idempotency records. */
export const importsSuite = joinSuites<ImportStore>(recordingSuite, listingSuite, undoingSuite, undoRacesSuite)

/** Tests that a store without the port `Imports` rejects what needs it. */
export const withoutImportsSuite = makeSuite<ImportStore>("A store that does not record imports", (it) => {
  it.effect("rejects bulk creates with the name of an import, lists and undos", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const [ada, id] = [{ contacts: ["ada@example.com"] }, ImportId.make("0190e7a4-4d0e-7b6e-8e53-0d5c6a1c2b3f")]
      const calls: ReadonlyArray<Effect.Effect<unknown, unknown, ImportStore>> = [
        createIn("list", organization, ada, { import: "leads.csv" }),
        createIn("stream", organization, ada, { import: "leads.csv" }),
        createIn("list", organization, ada, { import: "leads.csv", dryRun: true }),
        undoImport(organization, id),
        listImports(organization, { limit: 1, after: null }),
      ]
      for (const rejected of calls) {
        const refusal = yield* Effect.flip(rejected)
        assert.isTrue(refusal instanceof InvalidRequest)
        assert.deepStrictEqual(
          refusal instanceof InvalidRequest && refusal.problems.map(({ field, code }) => [field, code]),
          [["import", "not_supported"]],
        )
      }
      assert.deepStrictEqual(yield* ownedEmails(organization), [])
      assert.strictEqual((yield* createIn("list", organization, ada)).created, 1)
    }),
  )
})
