import * as Predicate from "effect/Predicate"
import type * as SqlError from "effect/sql/SqlError"

/** Something with this name exists: a table, index or sequence; a function; another kind of object. */
const duplicates = ["42P07", "42723", "42710"]

/** What the name belongs to that a statement could not create, because it is taken. */
export const takenName = ({ reason: { cause } }: SqlError.SqlError): string | undefined => {
  if (!Predicate.hasProperty(cause, "code") || !duplicates.includes(String(cause.code))) return undefined
  const message = Predicate.hasProperty(cause, "message") ? String(cause.message) : ""
  // The message is in the language of the server, which decides on the quotes.
  return /["«„“](?<name>.+)["»“”]/.exec(message)?.groups?.["name"] ?? message
}
