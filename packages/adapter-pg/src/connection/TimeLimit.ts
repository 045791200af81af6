import * as Context from "effect/Context"
import * as Duration from "effect/Duration"

/**
 * How long a statement of the current fiber may wait for a connection, and then for the response. The default is slightly
 * longer than `statement_timeout`, whose error is more specific.
 */
export const TimeLimit = Context.Reference<Duration.Duration>("@bulk-contacts/adapter-pg/TimeLimit", {
  defaultValue: () => Duration.seconds(35),
})
