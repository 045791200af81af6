import * as Effect from "effect/Effect"
import * as HttpClientError from "effect/http/HttpClientError"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Stream from "effect/Stream"
import { RedirectRejected, ResponseTooLarge } from "./clientErrors.ts"
import type { ExchangeProgress } from "./ExchangeProgress.ts"

type Response = HttpClientResponse.HttpClientResponse

/** Fails if the response is a redirect. Browsers hide where it leads and report the status 0. */
export const rejectRedirect = (response: Response): Effect.Effect<void, RedirectRejected> => {
  const { status, request, headers } = response
  if (status !== 0 && (status < 300 || status > 399)) return Effect.void
  const place = placeOf(headers["location"], request)
  const redirect = place === undefined ? "a redirect" : `a redirect to ${place}`
  return Effect.fail(
    new RedirectRejected({
      statusCode: status,
      ...(place !== undefined && { location: place }),
      message: `The server responded with ${redirect}, which the client does not follow. Set baseUrl to the server's own address`,
    }),
  )
}

const MAX_PLACE = 300

/** Percent-encoded, so it has no control characters; without credentials, and not longer than anyone reads. */
const placeOf = (location: string | undefined, request: HttpClientRequest.HttpClientRequest): string | undefined => {
  if (location === undefined) return undefined
  const url = URL.parse(location, request.url)
  if (url === null) return undefined
  url.username = ""
  url.password = ""
  return url.href.length > MAX_PLACE ? `${url.href.slice(0, MAX_PLACE)}…` : url.href
}

/** Reads a body of at most `limit` bytes, decompressed, and returns a response that has it in memory. */
export const readResponse = Effect.fnUntraced(function* (
  response: Response,
  limit: number,
  progress: ExchangeProgress,
): Effect.fn.Return<Response, ResponseTooLarge | HttpClientError.HttpClientError> {
  const { request, status, headers } = response
  const chunks: Array<Uint8Array> = []
  let size = 0
  yield* Stream.runForEach(response.stream, (chunk) => {
    progress.received()
    size += chunk.length
    chunks.push(chunk)
    return size > limit ? tooLarge(limit) : Effect.void
  }).pipe(Effect.catchIf(isEmptyBody, () => Effect.void))
  if (status < 200 || status > 599) {
    return yield* new HttpClientError.HttpClientError({
      reason: new HttpClientError.StatusCodeError({ request, response, description: "not an HTTP status" }),
    })
  }
  const contentType = headers["content-type"] ?? ""
  const init = { status, headers: isAscii(contentType) ? { "content-type": contentType } : {} }
  const hasNoBody = [204, 205, 304].includes(status)
  return HttpClientResponse.fromWeb(
    request,
    new globalThis.Response(hasNoBody ? null : new Blob(chunks as Array<BlobPart>), init),
  )
})

const tooLarge = (limit: number) =>
  Effect.fail(
    new ResponseTooLarge({
      limit,
      message: `The response is larger than ${limit} bytes, which no response to this request is`,
    }),
  )

const isEmptyBody = (error: unknown): boolean =>
  HttpClientError.isHttpClientError(error) && error.reason._tag === "EmptyBodyError"

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)
