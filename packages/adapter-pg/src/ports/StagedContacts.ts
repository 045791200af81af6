import { StagedContacts, StoreFailure } from "@bulk-contacts/core/ports"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type * as SqlError from "effect/sql/SqlError"
import { affectedRows } from "../connection/runStatement.ts"
import { Statements } from "../connection/Statements.ts"
import type { Database } from "../sql/Database.ts"
import { setStatementTimeout } from "../sql/session.ts"
import * as statements from "../sql/stagedContacts.ts"

/** Time limit of a statement that reads the whole stage. A millisecond per contact is more than enough. */
const timeLimitOf = (contacts: number) => Duration.sum(Duration.seconds(30), Duration.millis(contacts))

export const layerStagedContacts = Layer.effect(
  StagedContacts,
  Effect.gen(function* () {
    const { run } = yield* Statements

    const remove = (stage: statements.StageKey) =>
      Effect.catchTag(
        run((database) => statements.deleteStage(database, stage)),
        "StoreFailure",
        (failure) => Effect.logWarning("The staged contacts of a stream could not be deleted", failure.cause),
      )

    return {
      open: Effect.fn("StagedContacts.open")(function* (organizationId) {
        const stage = { organizationId, stageId: crypto.randomUUID() }
        yield* run((database) => statements.deleteAbandonedStages(database, organizationId))
        yield* Effect.addFinalizer(() => remove(stage))
        let added = 0

        /** Runs a statement on the whole stage, inside a unit of work. Fails if staged contacts were lost. */
        const onCompleteStage = Effect.fnUntraced(function* <A>(
          work: (database: Database) => Effect.Effect<A, SqlError.SqlError>,
        ) {
          const timeLimit = timeLimitOf(added)
          const [, [row]] = yield* Effect.all(
            [
              run(({ sql }) => setStatementTimeout(sql, timeLimit)),
              run((database) => statements.countStaged(database, stage), timeLimit),
            ],
            { concurrency: "unbounded" },
          )
          if (row?.staged !== added) return yield* contactsLost()
          return yield* run(work, timeLimit)
        })

        return {
          add: Effect.fn("StagingArea.add")(function* (contacts) {
            yield* run((database) => statements.insertBatch(database, stage, added, contacts))
            added += contacts.length
          }),
          insertNew: onCompleteStage((database) =>
            affectedRows(statements.insertFirstOfEachEmail(database, stage), { prepare: false }),
          ),
          countInsertable: Effect.map(
            onCompleteStage((database) => statements.countUnknownEmails(database, stage).unprepared),
            ([row]) => row?.unknown ?? 0,
          ),
          recordOwners: Effect.asVoid(
            onCompleteStage((database) => statements.recordOwners(database, stage).unprepared),
          ),
          readOwners: Stream.paginate(0, (start) =>
            Effect.map(
              run((database) => statements.readOwners(database, stage, start)),
              (owners) => [
                owners.map(({ invalid, ...owner }) => invalid ?? owner),
                owners.length === 0 ? Option.none() : Option.some(start + owners.length),
              ],
            ),
          ),
        }
      }),
    }
  }),
)

/** A crash of the database empties the staging table, which is unlogged. */
const contactsLost = () =>
  new StoreFailure({ retryable: true, cause: new Error("The database lost staged contacts of the stream") })
