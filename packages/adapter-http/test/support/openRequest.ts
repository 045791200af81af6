import { once } from "node:events"
import { connect } from "node:net"
import type { TestServer } from "./server.ts"

/** Sends the head of a bulk create, and part of its body, and leaves it at that. */
export const openRequest = async (
  { origin }: TestServer,
  headers: Record<string, string>,
  body: string | Uint8Array = "",
) => {
  const { hostname, port } = new URL(origin)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  let received = ""
  socket.setEncoding("latin1").on("data", (text: string) => {
    received += text
  })
  // The server may close the connection while something is on its way to it.
  socket.on("error", () => {})
  const closed = once(socket, "close")
  const lines = Object.entries({ "x-api-key": "key", "content-type": "application/json", ...headers })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")
  socket.write(`POST /v1/accounts/contacts/bulk HTTP/1.1\r\nhost: x\r\n${head}\r\n`)
  socket.write(body)
  return {
    /** Everything that was received, once the server has sent a whole head. */
    response: async () => {
      while (!received.includes("\r\n\r\n")) await once(socket, "data")
      return received
    },
    /** Everything that was received, once the server has closed the connection. */
    closed: async () => {
      await closed
      return received
    },
    send: (more: string | Uint8Array) => socket.write(more),
    abort: () => socket.destroy(),
  }
}
