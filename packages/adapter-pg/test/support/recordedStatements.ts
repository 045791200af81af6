import { PgTypes } from "@effect/sql-pg"
import { Effect, Result } from "effect"
import { SqlClient, Statement } from "effect/sql"

/** A statement that a release has sent, and its parameters as JSON can hold them. */
export interface RecordedStatement {
  readonly text: string
  readonly params: ReadonlyArray<string | number | boolean | null | RecordedArray>
}

interface RecordedArray {
  readonly of: keyof typeof arrayTypes
  readonly values: ReadonlyArray<unknown>
}

const arrayTypes = { text: PgTypes.OID.textArray, uuid: PgTypes.OID.uuidArray, int4: PgTypes.OID.int4Array } as const

/** The statements that an effect runs, in order. */
export const recordStatements = Effect.fnUntraced(function* <A, E, R>(effect: Effect.Effect<A, E, R>) {
  const recorded: Array<RecordedStatement> = []
  const record: Statement.Transformer = (statement) =>
    Effect.sync(() => {
      const [text, params] = statement.compile()
      recorded.push({ text, params: params.map(toJson) })
      return statement
    })
  yield* Effect.provideService(effect, Statement.CurrentTransformer, record)
  return recorded
})

/** Runs statements that were recorded, in order, each in a transaction of its own. */
export const replayStatements = Effect.fnUntraced(function* (statements: ReadonlyArray<RecordedStatement>) {
  const sql = yield* SqlClient.SqlClient
  for (const { text, params } of statements) yield* sql.unsafe(text, params.map(fromJson))
})

const toJson = (param: unknown) => {
  if (!PgTypes.isParameter(param)) return param as RecordedStatement["params"][number]
  const type = Object.entries(arrayTypes).find(([, oid]) => oid === param.oid)
  if (type === undefined) throw new Error(`No name for arrays of type ${param.oid}`)
  return { of: type[0], values: param.value } as RecordedArray
}

const fromJson = (param: RecordedStatement["params"][number]): unknown =>
  typeof param === "object" && param !== null
    ? Result.getOrThrow(PgTypes.array(param.values, PgTypes.OID[param.of]))
    : param
