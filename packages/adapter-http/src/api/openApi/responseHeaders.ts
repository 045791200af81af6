const text = (description: string) => ({ description, schema: { type: "string" } })
const integer = (description: string) => ({ description, schema: { type: "integer" } })

const requestId = {
  "x-request-id": text("Identifies the request in the server's log. The client's own, if it sent one."),
}

/** Of every response to a valid API key, if the server has a rate limit. */
export const rateLimitHeaders = {
  "x-ratelimit-limit": integer("Requests per minute that the API key may send"),
  "x-ratelimit-remaining": integer("Requests left"),
  "x-ratelimit-reset": integer("Seconds until the full limit is available again"),
}

const success = {
  "idempotency-replayed": text("true if this is the response to an earlier request with the same Idempotency-Key"),
  "preference-applied": text(
    "The preferences that were applied: return=representation if the response contains the outcomes, handling=lenient",
  ),
  "import-id": text("The import under which the request was recorded, if it was given a name"),
}
const retryAfter = { "retry-after": integer("Seconds to wait before a retry") }

const byStatus: Readonly<Record<string, object>> = {
  200: success,
  201: success,
  405: { allow: text("The supported methods") },
  409: retryAfter,
  415: { "accept-encoding": text("The supported content encodings, if the body has another one") },
  429: retryAfter,
  503: retryAfter,
}

/** The headers of a response with this status, for the OpenAPI document. */
export const responseHeaders = (status: string): object => ({ ...requestId, ...byStatus[status] })
