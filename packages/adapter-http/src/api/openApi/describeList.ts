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
}

/** Adds headers and examples of errors to an operation that reads. */
export const describeList = ({
  unauthorized = errorExamples[401],
  headers = rateLimitHeaders,
}: Documented = {}): OpenApi.Transform["Service"] => {
  const examples: Readonly<Record<string, object>> = {
    ...errorExamples,
    400: { statusCode: 400, message: "Invalid query parameters", error: "Bad Request" },
    401: unauthorized,
    404: { statusCode: 404, message: "This server does not list contacts", error: "Not Found" },
    405: { ...errorExamples[405], message: "Allowed methods: GET, HEAD" },
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
