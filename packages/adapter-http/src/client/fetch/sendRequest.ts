import { ConnectionFailed } from "../clientErrors.ts"
import type { RequestBody } from "./RequestBody.ts"

/** The parts of a request that are the same in each attempt. */
export interface Target {
  readonly fetch: typeof globalThis.fetch
  readonly method: "DELETE" | "GET" | "POST"
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** Sends a request with `fetch`, which follows no redirect. */
export const sendRequest = async (
  { fetch, method, url, headers }: Target,
  { content, contentType }: RequestBody,
  signal: AbortSignal,
): Promise<Response> => {
  const isStream = typeof content === "object"
  const body = isStream && !sendsStreams() ? await new Response(content).arrayBuffer() : content
  const init: RequestInit & { readonly duplex?: "half" } = {
    method,
    headers: new Headers({ ...headers, ...(contentType !== undefined && { "content-type": contentType }) }),
    ...(body !== undefined && { body }),
    ...(body === content && isStream && { duplex: "half" }),
    redirect: "manual",
    signal,
  }
  try {
    return await fetch(url, init)
  } catch (cause) {
    throw connectionFailed(cause)
  }
}

export const connectionFailed = (cause: unknown): ConnectionFailed =>
  new ConnectionFailed({ message: "The connection to the server failed. The contacts may have been stored", cause })

/**
 * Whether `fetch` can send a stream: Firefox and Safari cannot.
 * https://developer.chrome.com/docs/capabilities/web-apis/fetch-streaming-requests
 */
const sendsStreams = (): boolean => {
  let isRead = false
  const body = new ReadableStream()
  const init = {
    method: "POST",
    body,
    get duplex() {
      isRead = true
      return "half" as const
    },
  }
  try {
    const request = new Request("https://example.com", init)
    // Bun and Deno do not read `duplex`, and keep the stream. Others send it as text, with a content type.
    return (isRead || request.body === body) && !request.headers.has("content-type")
  } catch {
    return false
  }
}
