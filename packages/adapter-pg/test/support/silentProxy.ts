import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"
import { Deferred, Effect } from "effect"

/** What becomes of the message at which the network falls silent: it is lost, or only its response is. */
export type Lost = "message" | "response"

/**
 * A TCP proxy to the server of the URL. When the client sends a message that contains `text`, it stops forwarding on all
 * connections that exist then, without closing them. New connections work.
 */
export const silentProxy = (url: string, text: string, lost: Lost) =>
  Effect.gen(function* () {
    const silent = yield* Deferred.make<void>()
    const proxy = yield* Effect.acquireRelease(
      Effect.promise(() => start(new URL(url), text, lost, () => Deferred.doneUnsafe(silent, Effect.void))),
      ({ stop }) => Effect.sync(stop),
    )
    return { url: proxy.url, untilSilent: Deferred.await(silent) }
  })

const start = async (target: URL, text: string, lost: Lost, onSilent: () => void) => {
  const sockets = new Set<Socket>()
  const silenced = new Set<Socket>()
  let isArmed = true
  const fallSilent = () => {
    isArmed = false
    for (const socket of sockets) silenced.add(socket)
    onSilent()
  }
  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname)
    for (const socket of [client, database]) {
      sockets.add(socket)
      socket.on("error", () => {})
    }
    client.on("data", (bytes) => {
      if (silenced.has(client)) return
      const isLast = isArmed && bytes.includes(text)
      if (!isLast || lost === "response") database.write(bytes)
      if (isLast) fallSilent()
    })
    database.on("data", (bytes) => {
      if (!silenced.has(client)) client.write(bytes)
    })
    client.on("close", () => database.destroy())
    database.on("close", () => {
      if (!silenced.has(client)) client.destroy()
    })
  })
  await once(server.listen(0, "127.0.0.1"), "listening")
  const url = new URL(target)
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    stop: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
