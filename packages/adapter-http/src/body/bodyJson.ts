import { MAX_JSON_NAMES, measureJson, parseJson, type Rejection } from "@bulk-contacts/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as Result from "effect/Result"
import { CurrentRequestShare } from "../admission/RequestShare.ts"
import { MaxJsonValues } from "../settings.ts"
import { bodyBytes } from "./bodyBytes.ts"
import { malformed } from "./bodyErrors.ts"

const utf8 = new TextDecoder("utf-8", { fatal: true })

/** Levels of one JSON body. */
const MAX_DEPTH = 64

const parse = (bytes: Uint8Array) =>
  Effect.contextWith((context: Context.Context<HttpServerRequest.HttpServerRequest>) => {
    const limits = { maxDepth: MAX_DEPTH, maxValues: Context.get(context, MaxJsonValues), maxNames: MAX_JSON_NAMES }
    const share = Context.get(context, CurrentRequestShare)
    const text = decodeUtf8(bytes)
    if (text === null) return Effect.fail(malformed(notUtf8))
    const size = measureJson(text, limits, bytes)
    const parsed = Effect.suspend(() =>
      Effect.fromResult(Result.mapError(parseJson(text, limits, { size }), malformed)),
    )
    return Effect.andThen(share.beginWork(bytes.length, size), share.inTurn(bytes.length, parsed))
  })

/** The request's body, up to `MaxBodySize` and `MaxJsonValues`, parsed as JSON (RFC 8259) in UTF-8. */
export const bodyJson = Effect.flatMap(bodyBytes, parse)

const notUtf8: Rejection = { code: "invalid_encoding", message: "is not valid UTF-8" }

const decodeUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}
