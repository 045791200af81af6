import type { IncomingMessage, Server, ServerResponse } from "node:http"
import type { Socket } from "node:net"

/** From this many waiting requests on, nothing more is read from the connection. */
const MAX_READ_AHEAD = 16

/** A client that sends more requests than this in one packet is not one that waits for responses. */
const MAX_WAITING = 512

const REQUEST_EVENTS: ReadonlySet<string> = new Set(["request", "checkContinue", "checkExpectation"])

interface Turn {
  readonly request: IncomingMessage
  readonly begin: () => void
}

/**
 * Begins each request of a connection only when the response to the one before it has been handed to the operating system.
 * Otherwise a client that sends many requests and reads nothing would make the server hold all of the responses.
 * `onRequest` is called when a request arrives.
 *
 * What is wrong with later bytes of a connection is never the response to a request that has arrived completely: that
 * request may succeed. Its response is sent, and then the connection is closed.
 */
export const answerInTurn = (
  server: Server,
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
): void => {
  const queues = new WeakMap<Socket, Array<Turn>>()
  /** Connections with an error after their last complete request. */
  const failed = new WeakSet<Socket>()
  const emit = server.emit.bind(server) as (event: string, ...values: ReadonlyArray<unknown>) => boolean

  const queueOf = (socket: Socket): Array<Turn> => {
    const queue: Array<Turn> = []
    queues.set(socket, queue)
    // Whoever reads a body resumes the connection.
    socket.on("resume", () => {
      if (queue.length >= MAX_READ_AHEAD) socket.pause()
    })
    return queue
  }

  /** Those that have begun a request in this turn of the event loop. */
  const begun = new Set<Array<Turn>>()

  /** Begins one request of each connection in a turn: a client with many would otherwise have them all answered first. */
  const begin = (socket: Socket, queue: Array<Turn>): void => {
    if (begun.has(queue)) {
      setImmediate(() => begin(socket, queue))
      return
    }
    if (begun.size === 0) setImmediate(() => begun.clear())
    begun.add(queue)
    if (!socket.destroyed) queue[0]?.begin()
  }

  /** The first of the queue is in progress. */
  const next = (socket: Socket, queue: Array<Turn>) => {
    queue.shift()
    if (failed.has(socket) && !queue[0]?.request.complete) {
      socket.destroySoon()
      return
    }
    if (queue.length === MAX_READ_AHEAD - 1) socket.resume()
    if (queue.length > 0) begin(socket, queue)
  }

  const arrive = (event: string, request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request
    const queue = queues.get(socket) ?? queueOf(socket)
    response.once("close", () => next(socket, queue))
    onRequest(request, response)
    queue.push({ request, begin: () => emit(event, request, response) })
    if (queue.length === 1) begin(socket, queue)
    else if (queue.length > MAX_WAITING) socket.destroy()
    else if (queue.length === MAX_READ_AHEAD) socket.pause()
  }

  /** Whether the error is dealt with. Otherwise Node answers with it and closes the connection. */
  const fail = (socket: Socket): boolean => {
    if (socket.destroyed || !queues.get(socket)?.[0]?.request.complete) return false
    failed.add(socket)
    return true
  }

  server.emit = (event: string, ...values: ReadonlyArray<unknown>): boolean => {
    if (event === "clientError" && fail(values[1] as Socket)) return true
    if (!REQUEST_EVENTS.has(event)) return emit(event, ...values)
    arrive(event, ...(values as [IncomingMessage, ServerResponse]))
    return true
  }
}
