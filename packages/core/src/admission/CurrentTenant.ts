import * as Context from "effect/Context"

/**
 * The organization on whose behalf the current fiber works. A store divides its connections between organizations, so that
 * none can use up all of them. Default: none, which counts as one more organization.
 */
export const CurrentTenant = Context.Reference<string>("@bulk-contacts/core/CurrentTenant", { defaultValue: () => "" })
