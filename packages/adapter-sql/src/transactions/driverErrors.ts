import { StoreFailure } from "@bulk-contacts/core/promise"

/** What an error of a driver means: the same transaction may succeed at once, later, or only once somebody acts. */
type Meaning = "conflict" | "transient" | "failure"

/** SQLSTATE classes and states: lost connections, limits and lacking resources, time limits, a server that stops or starts. */
const sqlStates: ReadonlyArray<readonly [RegExp, Meaning]> = [
  [/^40(001|P01)$/, "conflict"],
  [/^(08|40|53|55P03|57014|57P0|25006|25P0[34]|XX000)/, "transient"],
  // Missing privileges, wrong credentials, no such database.
  [/^(42501|28|3D000)/, "failure"],
]

/** Prisma, for some errors in place of the database's own: https://www.prisma.io/docs/orm/reference/error-reference */
const prismaCodes: ReadonlyArray<readonly [RegExp, Meaning]> = [
  [/^P2034$/, "conflict"],
  // Not reachable, closed, no connection or transaction in time, too many connections.
  [/^P(1001|1002|1008|1017|2024|2028|2037)$/, "transient"],
  // Wrong credentials, no such database, missing privileges.
  [/^P10(00|03|10)$/, "failure"],
]

/** Node.js, node-postgres, postgres.js, mysql2, mariadb: the connection is lost or cannot be made. */
const connectionCodes =
  /^(E(AI_AGAIN|CONN\w+|HOSTUNREACH|NETUNREACH|NOTFOUND|PIPE|TIMEDOUT)|CONNECT(ION_\w+|_TIMEOUT)|PROTOCOL_CONNECTION_LOST|ER_(GET_CONNECTION_TIMEOUT|SOCKET_\w+|CMD_CONNECTION_CLOSED))$/

/** node-postgres has no codes for these. */
const connectionMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Query read timeout)/

/** MariaDB and MySQL, where the SQLSTATE says little. */
const mysqlErrors: Readonly<Record<number, Meaning>> = {
  1020: "conflict",
  1021: "failure",
  1040: "transient",
  1053: "transient",
  1114: "failure",
  1205: "transient",
  1213: "conflict",
  1290: "transient",
  1317: "transient",
  1836: "transient",
  1927: "transient",
  3024: "transient",
  3572: "transient",
}

/** SQLite: another transaction has written since this one read. */
const SQLITE_BUSY_SNAPSHOT = 517

/** SQLite: busy, locked, out of memory, read-only, an I/O error, full, cannot be opened. */
const sqliteErrors: Readonly<Record<number, Meaning>> = {
  5: "transient",
  6: "transient",
  7: "transient",
  8: "failure",
  10: "failure",
  13: "failure",
  14: "failure",
}
const sqliteCodes: ReadonlyArray<readonly [RegExp, Meaning]> = [
  [/^SQLITE_BUSY_SNAPSHOT$/, "conflict"],
  [/^SQLITE_(BUSY|LOCKED|NOMEM)/, "transient"],
  [/^SQLITE_(READONLY|IOERR|FULL|CANTOPEN)/, "failure"],
]

/** Whether a driver reports that the transaction failed because of a concurrent one. */
export const isConflict = (error: unknown): boolean => meaningOf(error) === "conflict"

/** A `StoreFailure` for what the database cannot do now; every other error as it is. */
export const translateError = (error: unknown): unknown => {
  const meaning = meaningOf(error)
  return meaning === undefined ? error : new StoreFailure({ retryable: meaning !== "failure", cause: error })
}

/** Whether an error, or one that it wraps, has a driver's code. */
export const hasCode = (error: unknown, code: string | number): boolean =>
  chainOf(error).some((one) => one.code === code || one.originalCode === code || one.errno === code)

const meaningOf = (error: unknown): Meaning | undefined => {
  if (error instanceof StoreFailure) return undefined
  for (const one of chainOf(error)) {
    const meaning = meaningOfOne(one)
    if (meaning !== undefined) return meaning
  }
  return undefined
}

type Fields = Partial<
  Record<
    | "code"
    | "originalCode"
    | "errno"
    | "errcode"
    | "sqlState"
    | "message"
    | "cause"
    | "driverError"
    | "driverAdapterError"
    | "originalError"
    | "meta",
    unknown
  >
>

/** An error and those it wraps: query builders and ORMs keep the driver's under different names. */
const chainOf = (error: unknown): ReadonlyArray<Fields> => {
  const found = new Set<Fields>()
  const visit = (one: unknown): void => {
    if (typeof one !== "object" || one === null || found.has(one) || found.size > 10) return
    const fields: Fields = one
    found.add(fields)
    const { cause, driverError, driverAdapterError, originalError, meta } = fields
    for (const inner of [cause, driverError, driverAdapterError, originalError, meta]) visit(inner)
    if (one instanceof AggregateError) one.errors.forEach(visit)
  }
  visit(error)
  return [...found]
}

const meaningOfOne = ({ code, originalCode, errno, errcode, sqlState, message }: Fields): Meaning | undefined => {
  // Prisma has codes of its own, and the driver's in another property.
  const coded = [originalCode, code].find((one) => typeof one === "string") ?? ""
  const state = /^[0-9A-Z]{5}$/.test(coded) ? coded : undefined
  if (errcode === SQLITE_BUSY_SNAPSHOT) return "conflict"
  if (typeof errcode === "number") return sqliteErrors[errcode & 0xff]
  if (coded.startsWith("SQLITE_")) return find(sqliteCodes, coded)
  if (connectionCodes.test(coded)) return "transient"
  const prisma = find(prismaCodes, coded)
  if (prisma !== undefined) return prisma
  if (typeof sqlState === "string" && typeof errno === "number") return mysqlErrors[errno] ?? find(sqlStates, sqlState)
  if (state !== undefined) return find(sqlStates, state)
  return coded === "" && typeof message === "string" && connectionMessages.test(message) ? "transient" : undefined
}

const find = (meanings: ReadonlyArray<readonly [RegExp, Meaning]>, code: string): Meaning | undefined =>
  meanings.find(([pattern]) => pattern.test(code))?.[1]
