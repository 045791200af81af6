import { tooLarge, UnexpectedResponse } from "../clientErrors.ts"
import { findRedirect } from "../findRedirect.ts"
import { toResponseError } from "../responseErrors.ts"
import type { RequestBody } from "./RequestBody.ts"
import type { Read } from "./readJson.ts"
import { readError } from "./responseBodies.ts"
import { connectionFailed, type Target } from "./sendRequest.ts"

/** Reads a response of at most `limit` bytes, decompressed. Throws the error that it reports, or why it is not accepted. */
export const readResponse = async <A>(
  response: Response,
  { url }: Target,
  { progress }: RequestBody,
  limit: number,
  read: Read<A>,
): Promise<A> => {
  progress.received()
  const { status, headers } = response
  const redirect = findRedirect(status, headers.get("location"), url)
  if (redirect !== undefined) throw redirect
  const body = parse(await readText(response, limit, () => progress.received()))
  const result = status === 200 || status === 201 ? tryRead(read, body) : undefined
  if (result !== undefined) return result
  const error = tryRead(readError, body)
  throw (error?.statusCode === status ? toResponseError(error) : undefined) ?? unexpected(status)
}

const readText = async ({ body }: Response, limit: number, received: () => void): Promise<string> => {
  if (body === null) return ""
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ""
  let size = 0
  for (;;) {
    const { done, value } = await reader.read().catch((cause) => {
      throw connectionFailed(cause)
    })
    if (done) return text + decoder.decode()
    received()
    size += value.length
    if (size > limit) throw tooLarge(limit)
    text += decoder.decode(value, { stream: true })
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Undefined if the body is not what it should be. */
const tryRead = <A>(read: Read<A>, body: unknown): A | undefined => {
  try {
    return read(body)
  } catch {
    return undefined
  }
}

const unexpected = (statusCode: number) =>
  new UnexpectedResponse({
    statusCode,
    message:
      `The server responded with ${statusCode}, but not like a bulk-contacts server. Check baseUrl, and proxies in front of ` +
      "the server. The contacts may have been stored",
  })
