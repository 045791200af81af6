import { UnitOfWork } from "@bulk-contacts/core/ports"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as SqlClient from "effect/sql/SqlClient"
import * as SqlError from "effect/sql/SqlError"
import { Statements } from "../connection/Statements.ts"
import { withStoreFailure } from "../connection/storeFailure.ts"
import * as statements from "../sql/backup.ts"
import { Backups, InvalidBackup, StoreNotEmpty } from "./Backups.ts"
import { readSnapshot } from "./readSnapshot.ts"
import { backupTables } from "./records.ts"
import { restoreLines } from "./restoreLines.ts"

export const layerBackups = Layer.effect(
  Backups,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { database, run } = yield* Statements
    const { atomically } = yield* UnitOfWork

    const counts = Effect.map(
      Effect.forEach(backupTables, (table) =>
        Effect.map(
          run((database) => statements.countRows(database, table)),
          ([row]) => [table.name, row?.rows ?? 0] as const,
        ),
      ),
      Object.fromEntries<number>,
    )

    const requireEmpty = Effect.gen(function* () {
      yield* run(statements.lockOrganizations)
      const found = yield* counts
      if (Object.values(found).some((rows) => rows > 0)) return yield* new StoreNotEmpty({ counts: found })
    })

    return {
      lines: Stream.unwrap(Effect.map(withStoreFailure(database), (database) => readSnapshot(sql, database))),
      restore: (lines) =>
        atomically(
          Effect.andThen(
            requireEmpty,
            restoreLines(lines, (table, rows) =>
              Effect.catchDefect(
                run((database) => statements.insertRows(database, table, rows)),
                (defect) =>
                  SqlError.isSqlError(defect)
                    ? Effect.fail(
                        new InvalidBackup({ problem: `its ${table.name} cannot be stored (${defect.message})` }),
                      )
                    : Effect.die(defect),
              ),
            ),
          ),
        ),
      counts,
    }
  }),
)
