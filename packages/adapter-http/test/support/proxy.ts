import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll } from "vitest"
import type { TestServer } from "./server.ts"

/** What the proxy does with a request: an answer of its own, or the server's, whole or not. */
export type Turn =
  | "pass"
  | "break before the server"
  | "break after the server"
  | "break within the answer"
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }

export interface Proxy {
  readonly origin: string
  readonly keys: Array<string | undefined>
}

/** A proxy in front of the server that takes these turns with the requests, and passes on those after them. */
export const startProxy = async (server: TestServer, ...turns: ReadonlyArray<Turn>): Promise<Proxy> => {
  const keys: Proxy["keys"] = []
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const turn = turns[keys.length] ?? "pass"
    keys.push(request.headers["idempotency-key"]?.toString())
    if (turn === "break before the server") return request.socket.destroy()
    if (typeof turn === "object") return response.writeHead(turn.status, turn.headers).end(turn.body)
    const answer = await forward(server, request)
    const body = await answer.text()
    if (turn === "break after the server") return request.socket.destroy()
    response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), "content-length": body.length })
    if (turn === "pass") return response.end(body)
    return response.write(body.slice(0, 3), () => request.socket.destroy())
  }
  const proxy = createServer(take)
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve))
  afterAll(() => {
    proxy.closeAllConnections()
    proxy.close()
  })
  return { origin: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, keys }
}

const forward = async (server: TestServer, request: IncomingMessage) => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(chunk)
  const { host, connection, "content-length": length, "transfer-encoding": coding, ...headers } = request.headers
  return fetch(`${server.origin}${request.url}`, {
    method: "POST",
    headers: headers as Record<string, string>,
    body: Buffer.concat(chunks),
  })
}
