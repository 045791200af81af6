import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll } from "vitest"

export interface HostileServer {
  readonly origin: string
  /** The headers of each request. */
  readonly requests: Array<IncomingMessage["headers"]>
}

/** A server that answers as it likes, from the moment it has a request's headers. */
export const startHostileServer = async (
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<HostileServer> => {
  const requests: HostileServer["requests"] = []
  const server = createServer((request, response) => {
    requests.push(request.headers)
    response.on("error", () => {})
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

/** Answers after the request was read. */
export const respond =
  (status: number, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    request.resume().on("end", () => {
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(body)
    })
  }
