/** An error of each status, as the OpenAPI document shows it. */
export const errorExamples = {
  400: { statusCode: 400, message: "No contacts to create", error: "Bad Request" },
  401: { statusCode: 401, message: "Invalid API key", error: "Unauthorized" },
  404: { statusCode: 404, message: "Account not found", error: "Not Found" },
  405: { statusCode: 405, message: "This path answers POST", error: "Method Not Allowed" },
  408: { statusCode: 408, message: "The body took too long", error: "Request Timeout" },
  409: { statusCode: 409, message: "A request with this idempotency key is still under way", error: "Conflict" },
  413: { statusCode: 413, message: "The body is too large", error: "Payload Too Large" },
  415: {
    statusCode: 415,
    message: "The body must be application/json, application/x-ndjson, text/csv, in UTF-8",
    error: "Unsupported Media Type",
  },
  422: { statusCode: 422, message: "This idempotency key was used for another request", error: "Unprocessable Entity" },
  429: { statusCode: 429, message: "At most 600 requests a minute", error: "Too Many Requests" },
  500: { statusCode: 500, message: "Internal server error", error: "Internal Server Error" },
  503: { statusCode: 503, message: "The service is temporarily unavailable", error: "Service Unavailable" },
} as const

/** The 401 of a host with its own authentication. */
export const notAuthenticatedExample = { statusCode: 401, message: "Not authenticated", error: "Unauthorized" } as const

const examples = (counts: object, ...outcomes: ReadonlyArray<object>) => ({
  "The counts": { value: counts },
  "With Prefer: return=representation": { value: { ...counts, contacts: outcomes } },
})

const ids = { ada: "019a20a4-d1f2-7c3b-8e4f-5a6b7c8d9e0f", grace: "019a20a4-d1f2-7c3b-8e4f-6b7c8d9e0f1a" }

const ada = { index: 0, email: "ada@example.com" }
const grace = { index: 1, email: "grace@example.com" }
const adaAgain = {
  index: 2,
  email: "ada@example.com",
  status: "skipped",
  reason: "duplicate_in_request",
  duplicateOf: 0,
}

/** By name, the answers of a success. */
export const successExamples = {
  200: examples(
    { total: 3, created: 0, skipped: 3 },
    { ...ada, status: "skipped", reason: "already_exists", id: ids.ada },
    { ...grace, status: "skipped", reason: "already_exists", id: ids.grace },
    adaAgain,
  ),
  201: examples(
    { total: 3, created: 2, skipped: 1 },
    { ...ada, status: "created", id: ids.ada },
    { ...grace, status: "created", id: ids.grace },
    adaAgain,
  ),
}
