import { Migrations } from "@bulk-contacts/adapter-pg"
import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import { json, print } from "./print.ts"
import { withAnyDatabase } from "./withDatabase.ts"

export const migrate = Command.make("migrate", { json }, ({ json }) =>
  withAnyDatabase(
    Effect.gen(function* () {
      const { run } = yield* Migrations
      const migrations = yield* run
      const sentence = migrations.length === 0 ? "The database is up to date" : `Ran ${migrations.join(", ")}`
      yield* print(json, sentence, { migrations })
    }),
  ),
).pipe(Command.withDescription("Bring the database schema up to date"))
