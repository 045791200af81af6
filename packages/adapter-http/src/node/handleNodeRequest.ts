import type { WebHandler } from "../web/createWebHandler.ts"
import type { NodeRequest, NodeResponse } from "./NodeRequest.ts"
import { sendResponse } from "./sendResponse.ts"
import { toWebRequest } from "./toWebRequest.ts"

/**
 * Handles a request of Node.js (`node:http`, Express, NestJS) and sends the response. `authenticate` gets the request as
 * its second argument. Resolves once the response was sent or the client has disconnected. Does not reject.
 *
 * The body must be unread: call it before body parsers. If the body was read, the response is a 500, and `onFailure` is
 * told why.
 *
 * @example
 * ```ts
 * import { createServer } from "node:http"
 * import { handleNodeRequest } from "@bulk-contacts/adapter-http/node"
 * import { createWebHandler } from "@bulk-contacts/adapter-http/web"
 * import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
 *
 * const store = makeMemoryStore({ id: "acme", contactTypes: ["CT123"], defaultContactType: "CT123" })
 * const contacts = await createWebHandler({ store: store.layer, authenticate: () => "acme" })
 *
 * const server = createServer((request, response) => handleNodeRequest(contacts, request, response))
 * await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
 * const { port } = server.address() as { port: number }
 * const response = await fetch(`http://127.0.0.1:${port}/v1/accounts/contacts/bulk`, {
 *   method: "POST",
 *   headers: { "content-type": "application/json" },
 *   body: JSON.stringify({ contacts: ["Ada Lovelace <ada@example.com>"] }),
 * })
 * console.log(response.status, await response.json()) // 201 { total: 1, created: 1, skipped: 0 }
 * server.close()
 * ```
 */
export const handleNodeRequest = async <R extends NodeRequest>(
  contacts: WebHandler<R> | WebHandler,
  request: R,
  response: NodeResponse,
): Promise<void> => {
  const webRequest = webRequestOf(request, response)
  const { handle } = contacts as WebHandler<R>
  await sendResponse(webRequest === null ? badRequest() : await handle(webRequest, request), response)
}

const webRequestOf = (request: NodeRequest, response: NodeResponse): Request | null => {
  try {
    return toWebRequest(request, response)
  } catch {
    return null
  }
}

const badRequest = () =>
  Response.json({ statusCode: 400, message: "The method or the URL is invalid", error: "Bad Request" }, { status: 400 })
