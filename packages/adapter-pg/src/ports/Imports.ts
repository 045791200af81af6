import { Imports } from "@bulk-contacts/core/ports"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { affectedRows } from "../connection/runStatement.ts"
import { Statements } from "../connection/Statements.ts"
import * as statements from "../sql/imports.ts"
import { setStatementTimeout } from "../sql/session.ts"

/** Time limit of a statement that deletes contacts. A millisecond per contact is more than enough. */
const timeLimitOf = (contacts: number) => Duration.sum(Duration.seconds(30), Duration.millis(contacts))

export const layerImports = Layer.effect(
  Imports,
  Effect.gen(function* () {
    const { run } = yield* Statements
    return {
      record: Effect.fn("Imports.record")((organizationId, newImport) =>
        Effect.asVoid(run((database) => statements.insertImport(database, organizationId, newImport))),
      ),
      undo: Effect.fn("Imports.undo")(function* (organizationId, id, now) {
        const [found] = yield* run((database) => statements.findImport(database, organizationId, id))
        if (found === undefined) return Option.none()
        const timeLimit = timeLimitOf(found.created)
        yield* run(({ sql }) => setStatementTimeout(sql, timeLimit))
        const deleted = yield* run((database) => {
          const statement = statements.deleteContactsOfImport(database, organizationId, id, now)
          return affectedRows(statement, { prepare: false })
        }, timeLimit)
        yield* run((database) => statements.markUndone(database, organizationId, id, now))
        return Option.some({ deleted, ...found })
      }),
      list: Effect.fn("Imports.list")((organizationId, page) =>
        run((database) => statements.findImports(database, organizationId, page)),
      ),
    }
  }),
)
