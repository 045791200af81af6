import type { NodeRequest, NodeResponse } from "./NodeRequest.ts"

/**
 * A request of Node.js as a web-standard one, for `handle`. Its URL is the one that the client sent, also if Express has
 * removed a prefix. Its body is read no faster than it is used. Its `signal` aborts if the client disconnects before
 * `response` is complete. Throws a `TypeError` if no `Request` can have the method (TRACE) or the URL.
 *
 * For servers that send a web-standard response themselves, such as Fastify. For others, `handleNodeRequest` does both.
 */
export const toWebRequest = (request: NodeRequest, response: NodeResponse): Request => {
  const abort = new AbortController()
  if (response.destroyed) abort.abort()
  response.on("close", () => {
    if (!response.writableFinished) abort.abort()
  })
  const { method = "GET" } = request
  const init = {
    method,
    headers: headersOf(request),
    body: method === "GET" || method === "HEAD" ? null : bodyOf(request),
    signal: abort.signal,
    duplex: "half",
  }
  const webRequest = new Request(urlOf(request), init)
  // As if this request's own body had been read, so that the handler can say so.
  if (request.readableDidRead && hasBody(webRequest)) webRequest.body?.cancel().catch(() => {})
  return webRequest
}

const urlOf = ({ originalUrl, url = "/", rawHeaders, socket }: NodeRequest): string => {
  const target = originalUrl ?? url
  const at = rawHeaders.findIndex((name, i) => i % 2 === 0 && /^(host|:authority)$/i.test(name))
  const scheme = "encrypted" in socket && socket.encrypted ? "https" : "http"
  // A client of a proxy sends the whole URL (RFC 9112 §3.2.2).
  return target.startsWith("/") ? `${scheme}://${rawHeaders[at + 1] ?? "localhost"}${target}` : target
}

const headersOf = ({ rawHeaders }: NodeRequest): Headers => {
  const headers = new Headers()
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = "", value = ""] = rawHeaders.slice(i, i + 2)
    if (!name.startsWith(":")) headers.append(name, value)
  }
  return headers
}

const hasBody = ({ headers }: Request): boolean =>
  headers.has("transfer-encoding") || Number(headers.get("content-length") ?? 0) > 0

/** Reads only when asked to, so a request that is rejected at once leaves its body to Node.js. */
const bodyOf = (request: NodeRequest): ReadableStream<Uint8Array> => {
  const parts = request.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await parts.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      // The client sends the rest before it reads the response. Node.js discards only bodies of which it read nothing.
      cancel: async () => {
        await parts.return?.()
        request.resume()
      },
    },
    { highWaterMark: 0 },
  )
}
