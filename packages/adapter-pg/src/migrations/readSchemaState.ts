import * as Effect from "effect/Effect"
import type { RunStatement } from "../connection/Statements.ts"
import { findLastMigration, findMigrations, type LastMigration } from "../sql/migrations.ts"
import { migrations } from "./index.ts"
import { ReleaseTooOld } from "./ReleaseTooOld.ts"

const NOT_MIGRATED: LastMigration = { id: 0, oldestRelease: null }

/** Which migration was the last one. Fails if the schema does not serve this release any more. */
export const readSchemaState = Effect.fnUntraced(function* (run: RunStatement) {
  const [table] = yield* run(findMigrations)
  const [last = NOT_MIGRATED] = table === undefined ? [] : yield* run(findLastMigration)
  const release = (yield* Effect.orDie(migrations)).at(-1)?.[0] ?? 0
  const { oldestRelease } = last
  if (oldestRelease !== null && oldestRelease > release) return yield* new ReleaseTooOld({ release, oldestRelease })
  return last
})
