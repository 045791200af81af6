/** One error of each status. The OpenAPI document shows it, and the error classes take status and reason from it. */
export const errorExamples = {
  400: { statusCode: 400, message: "No contacts to create", error: "Bad Request" },
  401: { statusCode: 401, message: "Invalid API key", error: "Unauthorized" },
  404: { statusCode: 404, message: "Account not found", error: "Not Found" },
  405: { statusCode: 405, message: "Allowed methods: POST", error: "Method Not Allowed" },
  406: {
    statusCode: 406,
    message: "Supported media types: application/x-ndjson, application/ndjson, application/jsonl, text/csv",
    error: "Not Acceptable",
  },
  408: { statusCode: 408, message: "The body did not arrive in time", error: "Request Timeout" },
  409: { statusCode: 409, message: "A request with this idempotency key is still in progress", error: "Conflict" },
  413: {
    statusCode: 413,
    message:
      "The body is too large: send fewer contacts in one request, or send them as NDJSON or CSV, which may be of any size",
    error: "Payload Too Large",
  },
  415: {
    statusCode: 415,
    message:
      "Supported media types: application/json, application/x-ndjson, application/ndjson, application/jsonl, text/csv, " +
      "text/tab-separated-values, in UTF-8, or for CSV in a charset of the Encoding Standard",
    error: "Unsupported Media Type",
  },
  422: {
    statusCode: 422,
    message: "This idempotency key was used for a different request",
    error: "Unprocessable Entity",
  },
  429: { statusCode: 429, message: "Rate limit exceeded: 600 requests per minute", error: "Too Many Requests" },
  500: { statusCode: 500, message: "Internal server error", error: "Internal Server Error" },
  503: { statusCode: 503, message: "The service is temporarily unavailable", error: "Service Unavailable" },
} as const

/** The 401 of a host that has its own authentication. */
export const hostUnauthorizedExample = { statusCode: 401, message: "Not authenticated", error: "Unauthorized" } as const

const invalid = { field: "email", code: "invalid_email", message: "must be an email address" }

const examples = (
  counts: { readonly total: number; readonly created: number; readonly skipped: number },
  ...outcomes: ReadonlyArray<object>
) => {
  const { total, ...others } = counts
  return {
    Counts: { value: counts },
    "With Prefer: return=representation": { value: { ...counts, contacts: outcomes } },
    "With Prefer: handling=lenient": {
      value: { total: total + 1, ...others, invalid: 1, details: [{ index: total, ...invalid }] },
    },
  }
}

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

/** Successful responses, by status and name. */
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
