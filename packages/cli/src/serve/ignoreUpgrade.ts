import type { IncomingMessage, Server } from "node:http"
import type { Socket } from "node:net"

/** Since version 26, Node reads the body of a request for an upgrade itself, so the listener below would not see it. */
const readsBody = Number(process.versions.node.split(".")[0]) >= 26

/**
 * Makes the server treat a request with an `Upgrade` header like any other, because it supports no other protocol (RFC
 * 9110 §7.8). `onRequest` is called with each such request, and must call `begin` as soon as the earlier requests on its
 * connection are complete.
 *
 * Node can ignore the header too, but then drops what arrives together with the end of the request: the next request. So
 * the connection is handed over, and begins anew with the same request without the header.
 */
export const ignoreUpgrade = (server: Server, onRequest: (socket: Socket, begin: () => void) => void): void => {
  const onUpgrade = (request: IncomingMessage, socket: Socket, rest: Buffer) => {
    // Node has removed its own listener.
    const onError = () => socket.destroy()
    socket.on("error", onError)
    onRequest(socket, () => {
      socket.off("error", onError)
      // Node would not reset the time limit for an idle connection.
      socket.setTimeout(server.timeout)
      socket.unshift(Buffer.concat([headerOf(request), rest]))
      server.emit("connection", socket)
    })
  }
  // All headers are repeated. Without those that Node leaves out, the body might be read as another request.
  server.maxHeadersCount = 0
  if (!readsBody) server.on("upgrade", onUpgrade)
  // Effect adds a listener of its own, for WebSockets.
  server.on("newListener", (event, listener) => {
    if (event === "upgrade") queueMicrotask(() => server.off(event, listener))
  })
}

const headerOf = ({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer => {
  const lines = [`${method} ${url} HTTP/${httpVersion}`]
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() !== "upgrade") lines.push(`${rawHeaders[i]}:${rawHeaders[i + 1]}`)
  }
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1")
}
