import { type JsonLimits, parseJson, type Rejection } from "@bulk-contacts/core"
import { Effect } from "effect"
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
  const share = yield* CurrentRequestShare
  yield* share.beginWork(bytes.length, mostValues(bytes))
  const limits = { maxDepth: MAX_DEPTH, maxValues: yield* MaxJsonValues }
  return yield* share.inTurn(bytes.length, Effect.mapError(parse(bytes, limits), malformed))
})

const parse = (bytes: Uint8Array, limits: JsonLimits) =>
  Effect.suspend(() => {
    const text = decodeUtf8(bytes)
    return text === null ? Effect.fail(notUtf8) : Effect.fromResult(parseJson(text, limits))
  })

/** 1 for the bytes that each value but the first follows. To add it up takes half as long as to branch. */
const beginsValue = Uint8Array.from({ length: 256 }, (_, byte) => ("[{,".includes(String.fromCharCode(byte)) ? 1 : 0))

/** No fewer than the values of JSON text. */
const mostValues = (bytes: Uint8Array): number => {
  let values = 1
  for (let at = 0; at < bytes.length; at++) values += beginsValue[bytes[at] as number] as number
  return values
}

const notUtf8: Rejection = { code: "invalid_encoding", message: "is not valid UTF-8" }

const decodeUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}
