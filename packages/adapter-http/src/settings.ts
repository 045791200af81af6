import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

/** The import page, as `@bulk-contacts/import-page` exports it. */
export interface ImportPageFiles {
  readonly html: string
  /** What the page loads, by the names of the files in the folder `import` next to it. */
  readonly files: Readonly<Record<string, string>>
}

/** The page at `/import`, or null for none. Default: null. */
export const ImportPage = Context.Reference<ImportPageFiles | null>("@bulk-contacts/adapter-http/ImportPage", {
  defaultValue: () => null,
})

/**
 * Requests per minute that one API key may send, or null for no limit. Default: null.
 *
 * A token bucket: the number for a whole minute may arrive at once; after that, requests are allowed at an even rate.
 */
export const RateLimit = Context.Reference<number | null>("@bulk-contacts/adapter-http/RateLimit", {
  defaultValue: () => null,
})

/**
 * Limits on what is in progress: the number of requests, the bytes of JSON bodies that have arrived, and the number of
 * streams. One organization has at most half of each. Default: 1,000 requests, 128 MiB, and 16 streams. If
 * `MaxBodySize` is more than a quarter of `bytes`, `bytes` counts as four times `MaxBodySize`.
 */
export const LoadLimit = Context.Reference<{
  readonly requests: number
  readonly bytes: number
  readonly streams: number
}>("@bulk-contacts/adapter-http/LoadLimit", {
  defaultValue: () => ({ requests: 1000, bytes: 128 * 1024 * 1024, streams: 16 }),
})

/** Longest time to wait for the next bytes of a body. Default: 30 seconds. */
export const BodyTimeout = Context.Reference<Duration.Duration>("@bulk-contacts/adapter-http/BodyTimeout", {
  defaultValue: () => Duration.seconds(30),
})

/**
 * The lowest rate, in bytes per second, at which a client may send a body. While it sends more slowly, the time of
 * `BodyTimeout` runs out. Default: 1,024. 0: no limit as long as something arrives within `BodyTimeout`.
 */
export const MinBodyRate = Context.Reference<number>("@bulk-contacts/adapter-http/MinBodyRate", {
  defaultValue: () => 1024,
})

/** The most JSON values (objects, arrays, strings, numbers and so on) in one JSON body. Default: 1,000,000. */
export const MaxJsonValues = Context.Reference<number>("@bulk-contacts/adapter-http/MaxJsonValues", {
  defaultValue: () => 1_000_000,
})

/**
 * The hosts that requests may be for, besides localhost and loopback addresses, or null for any host. A name without a
 * port stands for all ports. Default: null.
 */
export const AllowedHosts = Context.Reference<ReadonlyArray<string> | null>(
  "@bulk-contacts/adapter-http/AllowedHosts",
  { defaultValue: () => null },
)

/**
 * Whether the server is shutting down. While it is, `/health/ready` responds 503, and every response closes its
 * connection. Default: false.
 */
export const Draining = Context.Reference<Effect.Effect<boolean>>("@bulk-contacts/adapter-http/Draining", {
  defaultValue: () => Effect.succeed(false),
})
