import * as Context from "effect/Context"
import * as SqlError from "effect/sql/SqlError"

/**
 * What PostgreSQL reports, without its texts: a message, its detail, hint and context may quote any value of a row. Only
 * names of the schema remain, and where in the statement the error is.
 */
class DatabaseError extends Error {
  override readonly name = "DatabaseError"
  /** The SQLSTATE. */
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Whether errors of the current fiber's statements keep PostgreSQL's message. Only for statements without any value. */
export const KeepMessages = Context.Reference<boolean>("@bulk-contacts/adapter-pg/KeepMessages", {
  defaultValue: () => false,
})

/** PostgreSQL's message and its SQLSTATE, if an error is one of PostgreSQL's. */
export const databaseMessageOf = ({ reason }: SqlError.SqlError): string | undefined => {
  const { code, message } = fieldsOf(reason)
  return code === undefined ? undefined : `${message} (SQLSTATE ${code})`
}

/** The same error with a `DatabaseError` as its cause. A lost connection keeps its cause, which knows no values. */
export const withoutValues = (error: SqlError.SqlError, keepMessage: boolean): SqlError.SqlError => {
  if (error.reason.cause instanceof DatabaseError) return error
  const fields = fieldsOf(error.reason)
  if (fields.code !== undefined) {
    return withCause(error, new DatabaseError(fields.code, keepMessage ? `${fields.message}` : describe(fields)))
  }
  return error.reason._tag === "ConnectionError"
    ? error
    : withCause(error, new Error("The driver cannot encode a parameter or decode a result"))
}

type Fields = Partial<Record<"code" | "message" | "table" | "constraint" | "column" | "position", string>>

const fieldsOf = ({ cause }: SqlError.SqlErrorReason): Fields =>
  typeof cause === "object" && cause !== null ? (cause as Fields) : {}

/** For example `SQLSTATE 23514, table contacts, constraint contacts_email_check`. */
const describe = ({ code, position, ...names }: Fields): string =>
  [
    `SQLSTATE ${code}${conditions[code ?? ""] ?? ""}`,
    ...(["table", "column", "constraint"] as const).flatMap((kind) => {
      const name = names[kind]
      // A trigger can raise an error with any text as the name of a table.
      return name !== undefined && IDENTIFIER.test(name) ? [`${kind} ${name}`] : []
    }),
    ...(position !== undefined && /^\d+$/.test(position) ? [`position ${position}`] : []),
  ].join(", ")

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_$]{0,62}$/

/** Names of conditions that an operator can change something about. */
const conditions: Readonly<Record<string, string>> = {
  "22P02": " (invalid text representation)",
  "28000": " (invalid user, or one that may not connect)",
  "28P01": " (invalid password)",
  "25006": " (read-only transaction)",
  "3D000": " (unknown database)",
  "42501": " (insufficient privilege)",
  "42P01": " (undefined table)",
  "42703": " (undefined column)",
  "53100": " (disk full)",
  "53200": " (out of memory)",
  "53300": " (too many connections)",
  "55P03": " (lock not available)",
  "57014": " (canceled, or statement timeout)",
  "57P01": " (administrator shutdown)",
  "57P03": " (cannot connect now)",
  P0001: " (raised by a trigger or function)",
}

/** The type of a reason decides whether a transaction is repeated, so it stays the same. */
const withCause = ({ reason }: SqlError.SqlError, cause: Error): SqlError.SqlError => {
  const Reason = reason.constructor as new (fields: object) => SqlError.SqlErrorReason
  const { message, operation } = reason
  const constraint = reason._tag === "UniqueViolation" ? { constraint: reason.constraint } : {}
  return new SqlError.SqlError({ reason: new Reason({ message, operation, cause, ...constraint }) })
}
