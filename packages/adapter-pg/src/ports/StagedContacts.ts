import { StagedContacts, StoreFailure } from "@bulk-contacts/core"
import { Duration, Effect, Layer, Option, Stream } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import { affectedRows, runStatement } from "../connection/runStatement.ts"
import { setStatementTimeout } from "../sql/session.ts"
import * as statements from "../sql/stagedContacts.ts"

/** Time limit of a statement that reads the whole stage. A millisecond per contact is more than enough. */
const timeLimitOf = (contacts: number) => Duration.sum(Duration.seconds(30), Duration.millis(contacts))

export const layerStagedContacts = Layer.effect(
  StagedContacts,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient

    const remove = (stage: statements.StageKey) =>
      Effect.catchTag(runStatement(statements.deleteStage(sql, stage)), "StoreFailure", (failure) =>
        Effect.logWarning("The staged contacts of a stream could not be deleted", failure.cause),
      )

    return {
      open: Effect.fn("StagedContacts.open")(function* (organizationId) {
        const stage = { organizationId, stageId: crypto.randomUUID() }
        yield* runStatement(statements.deleteAbandonedStages(sql, organizationId))
        yield* Effect.addFinalizer(() => remove(stage))
        let added = 0

        /** Runs a statement on the whole stage, inside a unit of work. Fails if staged contacts were lost. */
        const onCompleteStage = Effect.fnUntraced(function* <A>(work: Effect.Effect<A, SqlError.SqlError>) {
          const timeLimit = timeLimitOf(added)
          const [, [row]] = yield* Effect.all(
            [
              runStatement(setStatementTimeout(sql, timeLimit)),
              runStatement(statements.countStaged(sql, stage), timeLimit),
            ],
            { concurrency: "unbounded" },
          )
          if (row?.staged !== added) return yield* contactsLost()
          return yield* runStatement(work, timeLimit)
        })

        return {
          add: Effect.fn("StagingArea.add")(function* (contacts) {
            yield* runStatement(statements.insertBatch(sql, stage, added, contacts))
            added += contacts.length
          }),
          insertNew: onCompleteStage(affectedRows(statements.insertFirstOfEachEmail(sql, stage), { prepare: false })),
          countInsertable: Effect.map(
            onCompleteStage(statements.countUnknownEmails(sql, stage).unprepared),
            ([row]) => row?.unknown ?? 0,
          ),
          recordOwners: Effect.asVoid(onCompleteStage(statements.recordOwners(sql, stage).unprepared)),
          readOwners: Stream.paginate(0, (start) =>
            Effect.map(runStatement(statements.readOwners(sql, stage, start)), (owners) => [
              owners.map(({ invalid, ...owner }) => invalid ?? owner),
              owners.length === 0 ? Option.none() : Option.some(start + owners.length),
            ]),
          ),
        }
      }),
    }
  }),
)

/** A crash of the database empties the staging table, which is unlogged. */
const contactsLost = () =>
  new StoreFailure({ retryable: true, cause: new Error("The database lost staged contacts of the stream") })
