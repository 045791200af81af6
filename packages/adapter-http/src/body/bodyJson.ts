import { Effect } from "effect"
import { wholeBody } from "./bodyBytes.ts"
import { malformed } from "./bodyErrors.ts"

const utf8 = new TextDecoder("utf-8", { fatal: true })

/** Reads the request's body as JSON (RFC 8259) in UTF-8, within `MaxBodySize`. */
export const readJsonBody = Effect.flatMap(wholeBody, (bytes) =>
  Effect.try({
    try: (): unknown => JSON.parse(utf8.decode(bytes)),
    catch: () => malformed("is not valid JSON in UTF-8"),
  }),
)
