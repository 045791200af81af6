import type { Administration, Backups, Migrations } from "@bulk-contacts/adapter-pg"
import * as Effect from "effect/Effect"
import { type ExpectedError, explain } from "../explain.ts"
import { storeSettings } from "../settings.ts"
import { database, requireMigrated } from "../store.ts"

type Services = Administration | Backups | Migrations

/** Runs `work` on the database that the environment names, if its schema is up to date. */
export const withDatabase = <E extends ExpectedError>(work: Effect.Effect<void, E, Services>) =>
  withAnyDatabase(Effect.andThen(requireMigrated, work))

/** Runs `work` on the database that the environment names, whatever its schema is. */
export const withAnyDatabase = <E extends ExpectedError>(work: Effect.Effect<void, E, Services>) =>
  Effect.gen(function* () {
    const layer = yield* Effect.flatMap(storeSettings, database)
    yield* Effect.provide(work, layer)
  }).pipe(Effect.mapError(explain))
