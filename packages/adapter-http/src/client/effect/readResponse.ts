import * as Effect from "effect/Effect"
import * as HttpClientError from "effect/http/HttpClientError"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Stream from "effect/Stream"
import { type RedirectRejected, type ResponseTooLarge, tooLarge } from "../clientErrors.ts"
import type { ExchangeProgress } from "../ExchangeProgress.ts"
import { findRedirect } from "../findRedirect.ts"

type Response = HttpClientResponse.HttpClientResponse

/** Fails if the response is a redirect. */
export const rejectRedirect = ({ status, request, headers }: Response): Effect.Effect<void, RedirectRejected> => {
  const redirect = findRedirect(status, headers["location"], request.url)
  return redirect === undefined ? Effect.void : Effect.fail(redirect)
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
    return size > limit ? Effect.fail(tooLarge(limit)) : Effect.void
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

const isEmptyBody = (error: unknown): boolean =>
  HttpClientError.isHttpClientError(error) && error.reason._tag === "EmptyBodyError"

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)
