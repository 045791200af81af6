import { MAX_JSON_NAMES, measureJson, parseJson, type Rejection } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import { CurrentRequestShare } from "../admission/RequestShare.ts"
import { MaxJsonValues } from "../settings.ts"
import { bodyBytes } from "./bodyBytes.ts"
import { malformed } from "./bodyErrors.ts"

const utf8 = new TextDecoder("utf-8", { fatal: true })

/** Levels of one JSON body. */
const MAX_DEPTH = 64

/** The request's body, up to `MaxBodySize` and `MaxJsonValues`, parsed as JSON (RFC 8259) in UTF-8. */
export const bodyJson = Effect.gen(function* () {
  const bytes = yield* bodyBytes
  const limits = { maxDepth: MAX_DEPTH, maxValues: yield* MaxJsonValues, maxNames: MAX_JSON_NAMES }
  const text = decodeUtf8(bytes)
  if (text === null) return yield* malformed(notUtf8)
  const size = measureJson(text, limits, bytes)
  const share = yield* CurrentRequestShare
  yield* share.beginWork(bytes.length, size)
  const parsed = Effect.suspend(() => Effect.fromResult(parseJson(text, limits, { size })))
  return yield* share.inTurn(bytes.length, Effect.mapError(parsed, malformed))
})

const notUtf8: Rejection = { code: "invalid_encoding", message: "is not valid UTF-8" }

const decodeUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}
