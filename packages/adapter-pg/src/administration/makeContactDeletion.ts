import type { ContactFilter, OrganizationId, UnitOfWork } from "@bulk-contacts/core"
import type * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { affectedRows } from "../connection/runStatement.ts"
import type { RunStatement } from "../connection/Statements.ts"
import * as statements from "../sql/contactDeletion.ts"
import { setStatementTimeout } from "../sql/session.ts"
import { type Administration, CountChanged } from "./Administration.ts"

type Deletion = Pick<Context.Service.Shape<typeof Administration>, "countContacts" | "deleteContacts">

/** Time limit of a statement. A millisecond per contact is more than enough. */
const timeLimitOf = (contacts: number) => Duration.sum(Duration.seconds(30), Duration.millis(contacts))

/** The part of the administration that deletes contacts. */
export const makeContactDeletion = (
  run: RunStatement,
  { atomically }: Context.Service.Shape<typeof UnitOfWork>,
): Deletion => {
  const targetOf = (organizationId: OrganizationId, filter: ContactFilter, purge: boolean) => ({
    organizationId,
    filter,
    includesDeleted: purge,
  })

  return {
    countContacts: Effect.fn("Administration.countContacts")((organizationId, filter, { purge }) =>
      Effect.map(
        run((database) => statements.countContacts(database, targetOf(organizationId, filter, purge))),
        ([row]) => row?.matching ?? 0,
      ),
    ),

    deleteContacts: Effect.fn("Administration.deleteContacts")((organizationId, filter, { purge, expected }) =>
      atomically(
        Effect.gen(function* () {
          const target = targetOf(organizationId, filter, purge)
          const timeLimit = timeLimitOf(expected)
          const now = DateTime.toDateUtc(yield* DateTime.now)
          yield* run(({ sql }) => setStatementTimeout(sql, timeLimit))
          if (purge) {
            yield* run((database) => statements.purgeResults(database, target), timeLimit)
            yield* run((database) => statements.purgeStaged(database, target), timeLimit)
          }
          const remove = purge ? statements.purgeContacts : statements.softDeleteContacts
          const deleted = yield* run(
            (database) => affectedRows(remove(database, target, now), { prepare: false }),
            timeLimit,
          )
          if (deleted !== expected) return yield* new CountChanged({ expected, found: deleted })
        }),
      ),
    ),
  }
}
