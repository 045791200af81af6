import type * as Redacted from "effect/Redacted"

/** Which server to call. */
export interface ServerAddress {
  /** Where the server is. It may contain a user name and a password, which are never printed. */
  readonly url: URL
  readonly key: Redacted.Redacted<string>
}

/** Which server to import to. */
export interface ServerTarget extends ServerAddress {
  readonly idempotencyKey: string
}

/** The server's address as it may be printed: without credentials. */
export const addressOf = ({ url: { origin, pathname } }: Pick<ServerAddress, "url">): string =>
  `${origin}${pathname.replace(/\/+$/, "")}`

/** How to repeat an import without storing anything twice, whatever became of it. */
export const repeatSafely = ({ idempotencyKey }: ServerTarget): string =>
  `Retry safely with --idempotency-key ${idempotencyKey}`
