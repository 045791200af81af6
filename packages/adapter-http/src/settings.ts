import { Context, Duration, Effect } from "effect"

/**
 * Requests per minute that one API key may send, or null for no limit. Default: null.
 *
 * A token bucket: the number for a whole minute may arrive at once; after that, requests are allowed at an even rate.
 */
export const RateLimit = Context.Reference<number | null>("@bulk-contacts/adapter-http/RateLimit", {
  defaultValue: () => null,
})

/**
 * Limits on the requests in progress: their number, and the total size of their bodies in bytes. Default: 1,000
 * requests and 128 MiB. A single request is accepted at any size.
 */
export const LoadLimit = Context.Reference<{ readonly requests: number; readonly bytes: number }>(
  "@bulk-contacts/adapter-http/LoadLimit",
  { defaultValue: () => ({ requests: 1000, bytes: 128 * 1024 * 1024 }) },
)

/** Longest time to wait for the next bytes of a body. Default: 30 seconds. */
export const BodyTimeout = Context.Reference<Duration.Duration>("@bulk-contacts/adapter-http/BodyTimeout", {
  defaultValue: () => Duration.seconds(30),
})

/**
 * Whether the server is shutting down. While it is, `/health/ready` responds 503, and every response closes its
 * connection. Default: false.
 */
export const Draining = Context.Reference<Effect.Effect<boolean>>("@bulk-contacts/adapter-http/Draining", {
  defaultValue: () => Effect.succeed(false),
})
