import type { IncomingMessage, Server, ServerResponse } from "node:http"
import type { Socket } from "node:net"
import { setImmediate } from "node:timers/promises"
import * as Duration from "effect/Duration"
import { answerInTurn } from "./answerInTurn.ts"
import { ignoreUpgrade } from "./ignoreUpgrade.ts"
import { limitPieces } from "./limitPieces.ts"
import { SendProgress } from "./SendProgress.ts"

/**
 * Not imported: for the names that an import may ask for, Node.js would load its WebSocket and its HTTP client, which take
 * 50 ms of CPU time.
 */
const { createServer } = process.getBuiltinModule("node:http")

interface Limits {
  readonly headersTimeout: Duration.Duration
  readonly keepAliveTimeout: Duration.Duration
  /** Within this time the rest of a body must arrive after its request has been answered. */
  readonly bodyTimeout: Duration.Duration
  /** Within this time a client must read some of what is sent to it. */
  readonly sendTimeout: Duration.Duration
}

/** How often connections are checked, in milliseconds. */
const CHECK_INTERVAL = 1000

/** Turns of the event loop without anything new after which nothing more is expected: a connection takes one, its data another. */
const QUIET_TURNS = 3

/** For how long clients that never pause are waited for, in milliseconds. */
const MAX_READ_ARRIVED = 2000

/** A server that knows which of its connections have a request in progress, so that it can close the others. */
export interface NodeServer extends Server {
  readonly requestsInProgress: () => number
  /** Waits until all connections and requests that have reached this machine are known, for two seconds at most. */
  readonly readArrived: () => Promise<void>
  /** Closes idle connections now, and each other connection when its last request is complete. */
  readonly closeWhenIdle: () => void
}

/** A `node:http` server that limits how long slow and idle clients may hold a connection. */
export const makeNodeServer = (limits: Limits): NodeServer => {
  const { headersTimeout, keepAliveTimeout } = limits
  const server = createServer({
    headersTimeout: Duration.toMillis(headersTimeout),
    keepAliveTimeout: Duration.toMillis(keepAliveTimeout),
    connectionsCheckingInterval: CHECK_INTERVAL,
    maxHeaderSize: 16 * 1024,
    // A body may take as long as it needs. Its reader limits the time between its parts, as long as it has one.
    requestTimeout: 0,
  })
  /** Requests in progress, or waiting for their turn, on each connection. */
  const connections = new Map<Socket, number>()
  const progress = new Map<Socket, SendProgress>()
  /** Requests that were answered before their bodies had arrived, and when that was. */
  const unfinished = new Map<Socket, { readonly request: IncomingMessage; readonly since: number }>()
  let isClosing = false
  /** Connections and requests so far. */
  let arrivals = 0

  /** Requests that are counted already, and begin when those before them on their connection are complete. */
  const waiting = new Map<Socket, () => void>()

  const count = (socket: Socket, change: 1 | -1) => {
    const requests = connections.get(socket)
    if (requests !== undefined) connections.set(socket, requests + change)
  }
  const onConnection = (socket: Socket) => {
    // It begins anew.
    if (connections.has(socket)) return
    connections.set(socket, 0)
    arrivals++
    progress.set(socket, new SendProgress(socket))
    socket.once("close", () => {
      progress.delete(socket)
      unfinished.delete(socket)
      connections.delete(socket)
      waiting.delete(socket)
    })
    if (isClosing) socket.destroy()
  }
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request
    arrivals++
    // Node.js emits it if it had a listener when the connection was lost, even if that has been removed since.
    request.on("error", () => {})
    limitPieces(request, response, () => connections.get(socket) === 1)
    if (!waiting.delete(socket)) count(socket, 1)
    response.once("close", () => {
      count(socket, -1)
      if (!request.complete && connections.has(socket)) unfinished.set(socket, { request, since: performance.now() })
      if (connections.get(socket) === 1) waiting.get(socket)?.()
      if (isClosing && request.complete && connections.get(socket) === 0) socket.destroySoon()
    })
  }
  ignoreUpgrade(server, (socket, begin) => {
    count(socket, 1)
    waiting.set(socket, begin)
    if (connections.get(socket) === 1) begin()
  })
  answerInTurn(server, onRequest)
  // Node would answer it without a turn.
  server.on("checkExpectation", (_request, response) => response.writeHead(417).end())
  server.on("connection", onConnection)

  const sendTimeout = Duration.toMillis(limits.sendTimeout)
  const bodyTimeout = Duration.toMillis(limits.bodyTimeout)
  const dropStalled = () => {
    const now = performance.now()
    for (const [socket, sending] of progress) if (sending.stalledFor(now) >= sendTimeout) socket.destroy()
    for (const [socket, { request, since }] of unfinished) {
      if (request.complete) unfinished.delete(socket)
      else if (now - since >= bodyTimeout) socket.destroy()
    }
  }
  const checking = setInterval(dropStalled, Math.min(CHECK_INTERVAL, sendTimeout, bodyTimeout)).unref()
  server.once("close", () => clearInterval(checking))

  return Object.assign(server, {
    readArrived: async () => {
      const end = performance.now() + MAX_READ_ARRIVED
      // In each turn, the event loop accepts the connections and reads the data that the operating system has.
      for (let quiet = 0, known = arrivals; quiet < QUIET_TURNS && performance.now() < end; known = arrivals) {
        await setImmediate()
        quiet = arrivals === known ? quiet + 1 : 0
      }
    },
    requestsInProgress: () => [...connections.values()].reduce((sum, requests) => sum + requests, 0),
    closeWhenIdle: () => {
      isClosing = true
      for (const [socket, requests] of connections) if (requests === 0) socket.destroy()
    },
  })
}
