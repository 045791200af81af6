import { StagedContacts, StoreFailure } from "@bulk-contacts/core"
import { Duration, Effect, Layer, Option, Stream } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import { execute } from "../connection/runStatement.ts"
import * as statements from "../sql/stagedContacts.ts"

/** What is done with all of a stage at once is planned for it, and takes its time: a millisecond for each contact is more than enough. */
const timeLimitOf = (contacts: number) => Duration.sum(Duration.seconds(30), Duration.millis(contacts))

export const layerStagedContacts = Layer.effect(
  StagedContacts,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient

    const remove = (stage: statements.StageKey) =>
      Effect.catchTag(execute(statements.deleteStage(sql, stage)), "StoreFailure", (failure) =>
        Effect.logWarning("The contacts of a stream are still on their stage", failure.cause),
      )

    return {
      open: Effect.fn("StagedContacts.open")(function* (organizationId) {
        const stage = { organizationId, stageId: crypto.randomUUID() }
        yield* execute(statements.deleteAbandonedStages(sql))
        yield* Effect.addFinalizer(() => remove(stage))
        let added = 0

        /** Inside a unit of work: does what is done with all of the stage, unless some of that is lost. */
        const onWhole = Effect.fnUntraced(function* <A>(work: Effect.Effect<A, SqlError.SqlError>) {
          const timeLimit = timeLimitOf(added)
          const [row] = yield* execute(statements.prepareWork(sql, stage, timeLimit), timeLimit)
          if (row?.staged !== added) return yield* lost()
          return yield* execute(work, timeLimit)
        })

        return {
          add: Effect.fn("Stage.add")(function* (contacts) {
            yield* execute(statements.insertBatch(sql, stage, added, contacts))
            added += contacts.length
          }),
          insertNew: Effect.map(
            onWhole(statements.insertFirstOfEachEmail(sql, stage).unprepared),
            ([row]) => row?.created ?? 0,
          ),
          countNew: Effect.map(onWhole(statements.countFreeEmails(sql, stage).unprepared), ([row]) => row?.free ?? 0),
          noteOwners: Effect.asVoid(onWhole(statements.noteOwners(sql, stage).unprepared)),
          owners: Stream.paginate(0, (start) =>
            Effect.map(execute(statements.findNoted(sql, stage, start)), (owners) => [
              owners,
              owners.length === 0 ? Option.none() : Option.some(start + owners.length),
            ]),
          ),
        }
      }),
    }
  }),
)

const lost = () => new StoreFailure({ retryable: true, cause: new Error("The database has lost contacts of a stream") })
