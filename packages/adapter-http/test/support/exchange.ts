import { connect } from "node:net"
import { text } from "node:stream/consumers"
import type { TestServer } from "./server.ts"

export interface RawResponse {
  readonly status: number
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Everything after the header. */
  readonly body: string
}

/** Sends one request exactly as written, plus `Connection: close`, and reads until the server closes the connection. */
export const exchange = async (
  { origin }: Pick<TestServer, "origin">,
  requestLine: string,
  headers: ReadonlyArray<string> = ["Host: localhost"],
): Promise<RawResponse> => {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  socket.write(`${[requestLine, ...headers, "Connection: close"].join("\r\n")}\r\n\r\n`)
  const received = await text(socket)
  const [head = "", ...body] = received.split("\r\n\r\n")
  const [statusLine = "", ...lines] = head.split("\r\n")
  return {
    status: Number(statusLine.split(" ")[1]),
    headers: Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]),
    ),
    body: body.join("\r\n\r\n"),
  }
}
