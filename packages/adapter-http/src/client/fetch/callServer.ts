import * as Duration from "effect/Duration"
import * as Redacted from "effect/Redacted"
import type { CheckedClientOptions } from "../checkClientOptions.ts"
import { attempt } from "./attempt.ts"
import type { RequestBody } from "./RequestBody.ts"
import type { Read } from "./readJson.ts"
import { readResponse } from "./readResponse.ts"
import { retryTransient } from "./retryTransient.ts"
import type { Target } from "./sendRequest.ts"

/** A call of the API. */
export interface ServerCall<Body, A> extends Pick<Target, "method"> {
  readonly path: string
  readonly query?: Readonly<Record<string, string | ReadonlyArray<string>>>
  readonly headers?: Readonly<Record<string, string>>
  /** Makes the body of an attempt. */
  readonly body: () => RequestBody
  readonly canRetry?: boolean
  /** The largest response, in bytes. */
  readonly limit: (body: RequestBody) => number
  readonly read: Read<Body>
  /** Throws if the response is not to be believed. */
  readonly accept: (body: Body, headers: Headers, sent: RequestBody) => A
  readonly signal: AbortSignal | undefined
}

/** Makes the function that calls one server. */
export const makeCallServer =
  ({ baseUrl, apiKey, maxRetryAfter, ...timeouts }: CheckedClientOptions, fetch: typeof globalThis.fetch) =>
  <Body, A>(call: ServerCall<Body, A>): Promise<A> => {
    const { method, path, query = {}, headers = {}, canRetry = true, signal } = call
    const target: Target = {
      fetch,
      method,
      url: `${baseUrl.replace(/\/$/, "")}${path}${queryOf(query)}`,
      headers: { ...headers, ...(apiKey !== undefined && { "x-api-key": Redacted.value(apiKey) }) },
    }
    const send = async () => {
      const body = call.body()
      const read = async (response: Response) =>
        call.accept(await readResponse(response, target, body, call.limit(body), call.read), response.headers, body)
      return attempt(target, body, read, timeouts, signal)
    }
    return retryTransient(send, { maxRetryAfter: Duration.toMillis(maxRetryAfter), canRetry }, signal)
  }

/** Spaces are percent-encoded, because a server may take a plus sign as it is. */
const queryOf = (query: NonNullable<ServerCall<unknown, unknown>["query"]>): string => {
  const parameters = Object.entries(query).flatMap(([name, value]) => [value].flat().map((item) => [name, item]))
  const text = new URLSearchParams(parameters).toString().replaceAll("+", "%20")
  return text === "" ? "" : `?${text}`
}
