import { Effect } from "effect"
import { Hex } from "effect/encoding"

/** Hashes a normalized request (SHA-256, in hexadecimal). Two requests that ask for the same have the same fingerprint. */
export const fingerprint = (request: object): Effect.Effect<string> =>
  Effect.promise(async () => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(request)))
    return Hex.encode(new Uint8Array(digest))
  })
