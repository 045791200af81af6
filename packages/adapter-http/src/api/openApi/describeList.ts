import type * as OpenApi from "effect/http-api/OpenApi"
import { errorExamples } from "./examples.ts"
import { rateLimitHeaders, responseHeaders } from "./responseHeaders.ts"

interface Response {
  readonly content?: Readonly<Record<string, object>>
}

interface Documented {
  /** Replaces the example of a 401. */
  readonly unauthorized?: object
  /** Headers of every response except a 401. Default: those of rate limits. */
  readonly headers?: object
  /** The message of the 404. Default: that of a server that does not list contacts. */
  readonly missing?: string
  /** The methods of the path. Default: GET and HEAD. */
  readonly methods?: string
}

/** Adds headers and examples of errors to an operation without a body. */
export const describeList = ({
  unauthorized = errorExamples[401],
  headers = rateLimitHeaders,
  missing = "This server does not list contacts",
  methods = "GET, HEAD",
}: Documented = {}): OpenApi.Transform["Service"] => {
  const examples: Readonly<Record<string, object>> = {
    ...errorExamples,
    400: { statusCode: 400, message: "Invalid query parameters", error: "Bad Request" },
    401: unauthorized,
    404: { statusCode: 404, message: missing, error: "Not Found" },
    405: { ...errorExamples[405], message: `Allowed methods: ${methods}` },
  }
  const describeResponse = ([status, response]: readonly [string, Response]) => [
    status,
    {
      ...response,
      headers: { ...responseHeaders(status), ...(status !== "401" && headers) },
      ...(examples[status] !== undefined && {
        content: { "application/json": { ...response.content?.["application/json"], example: examples[status] } },
      }),
    },
  ]
  return ({ responses, ...operation }) => ({
    ...operation,
    responses: Object.fromEntries(Object.entries(responses as Record<string, Response>).map(describeResponse)),
  })
}
