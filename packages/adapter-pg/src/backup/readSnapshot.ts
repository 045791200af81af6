import type { StoreFailure } from "@bulk-contacts/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type * as SqlClient from "effect/sql/SqlClient"
import type * as SqlConnection from "effect/sql/SqlConnection"
import type * as SqlError from "effect/sql/SqlError"
import { runStatement } from "../connection/runStatement.ts"
import { withStoreFailure } from "../connection/storeFailure.ts"
import { BEGIN_SNAPSHOT, CLOSE_ROWS, declareRows, fetchRows, SET_SNAPSHOT_SETTINGS } from "../sql/backup.ts"
import type { Database } from "../sql/Database.ts"
import { ROLLBACK } from "../sql/session.ts"
import { FORMAT, FORMAT_VERSION } from "./format.ts"
import { type BackupTable, backupTables } from "./records.ts"

/** How many rows are read at a time: a megabyte of memory or less. */
const ROWS = 2000

const TIME_LIMIT = Duration.minutes(10)

/** Reads all tables in one snapshot, as the lines of a backup. */
export const readSnapshot = (sql: SqlClient.SqlClient, database: Database): Stream.Stream<string, StoreFailure> =>
  Stream.scoped(Stream.unwrap(Effect.map(beginSnapshot(sql), (connection) => linesOf(connection, database))))

const beginSnapshot = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  const connection = yield* withStoreFailure(sql.reserve)
  yield* Effect.acquireRelease(execute(connection, BEGIN_SNAPSHOT), () => Effect.ignore(execute(connection, ROLLBACK)))
  yield* execute(connection, SET_SNAPSHOT_SETTINGS)
  return connection
})

const linesOf = (connection: SqlConnection.Connection, database: Database) =>
  Stream.make(JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, createdAt: new Date() })).pipe(
    Stream.concat(
      Stream.flatMap(Stream.fromIterable(backupTables), (table) => tableLines(connection, database, table)),
    ),
    Stream.concat(Stream.make(JSON.stringify({ complete: true }))),
  )

const tableLines = (connection: SqlConnection.Connection, database: Database, table: BackupTable) =>
  Stream.unwrap(
    Effect.sync(() => {
      let count = 0
      const rows = Stream.paginate(undefined, () =>
        Effect.map(fetchLines(connection), (lines) => {
          count += lines.length
          return [lines, lines.length < ROWS ? Option.none() : Option.some(undefined)] as const
        }),
      )
      return Stream.fromEffectDrain(execute(connection, declareRows(database, table))).pipe(
        Stream.concat(Stream.make(JSON.stringify({ begin: table.name }))),
        Stream.concat(rows),
        Stream.concat(Stream.fromEffectDrain(execute(connection, CLOSE_ROWS))),
        Stream.concat(Stream.suspend(() => Stream.make(JSON.stringify({ end: table.name, rows: count })))),
      )
    }),
  )

const fetchLines = (connection: SqlConnection.Connection) =>
  Effect.map(inTime(connection.executeValuesUnprepared(fetchRows(ROWS), [])), (rows) =>
    rows.map(([line]) => String(line)),
  )

const execute = (connection: SqlConnection.Connection, statement: string) =>
  Effect.asVoid(inTime(connection.executeUnprepared(statement, [], undefined)))

const inTime = <A>(statement: Effect.Effect<A, SqlError.SqlError>): Effect.Effect<A, StoreFailure> =>
  runStatement(statement, TIME_LIMIT)
