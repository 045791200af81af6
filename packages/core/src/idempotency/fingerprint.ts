import { Effect } from "effect"
import { Hex } from "effect/encoding"

/** A hash (SHA-256, in hexadecimal) that is the same for two requests, once normalized, that ask for the same. */
export const fingerprint = (request: object): Effect.Effect<string> =>
  Effect.promise(async () => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(request)))
    return Hex.encode(new Uint8Array(digest))
  })
