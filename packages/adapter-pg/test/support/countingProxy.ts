import { type AddressInfo, connect, createServer, type Socket } from "node:net"
import { Effect } from "effect"

const SYNC = "S".charCodeAt(0)
const READY_FOR_QUERY = "Z".charCodeAt(0)

/** A way to a server that counts the round trips: how often a client sends statements while all others are answered. */
export const countingProxy = (url: string) =>
  Effect.acquireRelease(
    Effect.callback<{ readonly url: string; readonly roundTrips: () => number; readonly close: () => void }>(
      (resume) => {
        let count = 0
        const { hostname, port } = new URL(url)
        const sockets = new Set<Socket>()
        const server = createServer((client) => {
          const upstream = connect(Number(port), hostname)
          let unanswered = 0
          const onSent = messages("startup", (type) => {
            if (type === SYNC && unanswered++ === 0) count++
          })
          const onAnswered = messages("none", (type) => {
            if (type === READY_FOR_QUERY && unanswered > 0) unanswered--
          })
          for (const [from, to] of [
            [client, upstream],
            [upstream, client],
          ] as const) {
            sockets.add(from)
            from.on("data", (chunk) => to.write(chunk))
            from.on("error", () => to.destroy())
            from.on("close", () => to.destroy())
          }
          client.on("data", onSent)
          upstream.on("data", onAnswered)
        })
        server.listen(0, "127.0.0.1", () => {
          const proxied = new URL(url)
          proxied.port = String((server.address() as AddressInfo).port)
          const close = () => {
            for (const socket of sockets) socket.destroy()
            server.close()
          }
          resume(Effect.succeed({ url: proxied.href, roundTrips: () => count, close }))
        })
      },
    ),
    ({ close }) => Effect.sync(close),
  )

/** Calls back with the type of each message, once all of it has come. A client's first one has none. */
const messages = (untyped: "startup" | "none", onMessage: (type: number) => void) => {
  let rest: Buffer = Buffer.alloc(0)
  let isStartup = untyped === "startup"
  return (chunk: Buffer): void => {
    rest = Buffer.concat([rest, chunk])
    while (true) {
      const lengthAt = isStartup ? 0 : 1
      if (rest.length < lengthAt + 4) return
      const end = lengthAt + rest.readInt32BE(lengthAt)
      if (rest.length < end) return
      if (!isStartup) onMessage(rest[0] ?? 0)
      isStartup = false
      rest = rest.subarray(end)
    }
  }
}
