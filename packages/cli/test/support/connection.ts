import { once } from "node:events"
import { connect as connectSocket } from "node:net"
import { text } from "node:stream/consumers"

const post = "POST /v1/accounts/contacts/bulk HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: "

/** A connection that sends exactly what it is told to. */
export const connect = async (origin: string) => {
  const { hostname, port } = new URL(origin)
  const socket = connectSocket(Number(port), hostname).setEncoding("utf8")
  await once(socket, "connect")
  return {
    send: (bytes: string) => socket.write(bytes),
    destroy: () => socket.destroy(),
    /** Resolves with everything received so far as soon as it contains the text. */
    receives: (expected: string) =>
      new Promise<string>((resolve) => {
        let received = ""
        socket.on("data", (chunk) => {
          received += chunk
          if (received.includes(expected)) resolve(received)
        })
      }),
    /** Resolves once more than so many bytes of ASCII have been received. */
    receivesMoreThan: (bytes: number) =>
      new Promise<void>((resolve) => {
        let received = 0
        socket.on("data", (chunk) => {
          received += chunk.length
          if (received > bytes) resolve()
        })
      }),
    /** Everything received until the other side closes the connection. */
    untilClosed: () => text(socket).catch(() => ""),
  }
}

/** A request whose body has not been sent yet. The server has its headers and waits. */
export const holdRequest = async (origin: string, apiKey = "demo-api-key") => {
  const connection = await connect(origin)
  const body = JSON.stringify({ contacts: ["ada@example.com"] })
  const continues = connection.receives("100 Continue")
  connection.send(`${post}${apiKey}\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`)
  await continues
  return {
    /** Sends the body, and returns the whole response once its connection is closed. */
    finish: () => {
      const response = connection.untilClosed()
      connection.send(body)
      return response
    },
    untilClosed: connection.untilClosed,
  }
}

/** Resolves as soon as nothing listens at the origin any more. */
export const untilRefused = async (origin: string) => {
  const { hostname, port } = new URL(origin)
  const isRefused = () =>
    new Promise<boolean>((resolve) => {
      const socket = connectSocket(Number(port), hostname)
      socket.once("connect", () => {
        socket.destroy()
        resolve(false)
      })
      socket.once("error", () => resolve(true))
    })
  while (!(await isRefused()));
}
