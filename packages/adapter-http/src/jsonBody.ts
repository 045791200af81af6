import { Effect, Stream } from "effect"
import { HttpIncomingMessage } from "effect/http"
import { malformed, requestBody, tooLarge } from "./requestBody.ts"

/** Reads the request's body as JSON (RFC 8259) in UTF-8, within `MaxBodySize`. */
export const readJsonBody = Effect.gen(function* () {
  const limit = yield* HttpIncomingMessage.MaxBodySize
  const limited =
    limit === undefined ? requestBody : Stream.limitBytes(requestBody, limit, () => Stream.fail(tooLarge()))
  const bytes = yield* Stream.mkUint8Array(limited)
  return yield* Effect.try({ try: () => parse(bytes), catch: () => malformed("is not valid JSON in UTF-8") })
})

const parse = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
