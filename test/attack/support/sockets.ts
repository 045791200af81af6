import { connect, type Socket } from "node:net"
import { onTestFinished } from "vitest"
import { ATTACKER, BULK, JSON_TYPE } from "./Victim.ts"

/** Opens a connection that sends `text`, and reads nothing unless it is told to. It is closed when the test has finished. */
export const open = (origin: string, text: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin)
    const socket = connect({ host: hostname, port: Number(port) })
    onTestFinished(() => void socket.destroy())
    socket.once("error", reject)
    socket.once("connect", () => {
      socket.off("error", reject)
      // The server may reset a connection on which it has answered.
      socket.on("error", () => {})
      socket.write(text, "latin1", () => resolve(socket))
    })
  })

/** Opens `count` connections at once. */
export const openMany = (origin: string, count: number, text: string): Promise<ReadonlyArray<Socket>> =>
  Promise.all(Array.from({ length: count }, () => open(origin, text)))

/** The head of a request to the endpoint, with these headers more. */
export const head = (headers: Readonly<Record<string, string>>): string =>
  [
    `POST ${BULK} HTTP/1.1`,
    ...Object.entries({ host: "localhost", "x-api-key": ATTACKER, "content-type": JSON_TYPE, ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    "\r\n",
  ].join("\r\n")

/** Everything that the server sends until it closes the connection. */
export const untilClosed = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    let received = ""
    socket.setEncoding("latin1")
    socket.on("data", (text) => {
      received += text
    })
    socket.on("close", () => resolve(received))
  })
