import type { ServerResponse } from "node:http"
import type { ResponseTrailers } from "@bulk-contacts/adapter-http"
import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"

/** Sends trailers with the responses of `node:http`, which has them in chunked bodies only (RFC 9112 §7.1.2). */
export const nodeTrailers: (typeof ResponseTrailers)["Service"] = (request) => {
  const { httpVersion } = NodeHttpServerRequest.toIncomingMessage(request)
  if (request.method === "HEAD" || httpVersion !== "1.1") return null
  return (fields) => (NodeHttpServerRequest.toServerResponse(request) as ServerResponse).addTrailers(fields)
}
