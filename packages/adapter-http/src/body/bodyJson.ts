import { parseJson } from "@bulk-contacts/core"
import { Effect } from "effect"
import { bodyBytes } from "./bodyBytes.ts"
import { malformed } from "./bodyErrors.ts"

const utf8 = new TextDecoder("utf-8", { fatal: true })

/** Levels and values of one JSON body. */
const limits = { maxDepth: 64, maxValues: 1_000_000 }

/** The request's body, up to `MaxBodySize`, parsed as JSON (RFC 8259) in UTF-8. */
export const bodyJson = Effect.gen(function* () {
  const bytes = yield* bodyBytes
  const text = yield* Effect.try({
    try: () => utf8.decode(bytes),
    catch: () => malformed({ code: "invalid_encoding", message: "is not valid UTF-8" }),
  })
  return yield* Effect.mapError(Effect.fromResult(parseJson(text, limits)), malformed)
})
