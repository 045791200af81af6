import { Effect } from "effect"
import { bodyBytes } from "./bodyBytes.ts"
import { malformed } from "./bodyErrors.ts"

const utf8 = new TextDecoder("utf-8", { fatal: true })

/** The request's body, up to `MaxBodySize`, parsed as JSON (RFC 8259) in UTF-8. */
export const bodyJson = Effect.flatMap(bodyBytes, (bytes) =>
  Effect.try({
    try: (): unknown => JSON.parse(utf8.decode(bytes)),
    catch: () => malformed("is not valid JSON in UTF-8"),
  }),
)
