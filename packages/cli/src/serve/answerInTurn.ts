import type { IncomingMessage, Server, ServerResponse } from "node:http"
import type { Socket } from "node:net"

/** From this many waiting requests on, nothing more is read from the connection. */
const MAX_READ_AHEAD = 16

/** A client that sends more requests than this in one packet is not one that waits for responses. */
const MAX_WAITING = 512

/**
 * Begins each request of a connection only when the response to the one before it has been handed to the operating system.
 * Otherwise a client that sends many requests and reads nothing would make the server hold all of the responses.
 * `onRequest` is called when a request arrives.
 */
export const answerInTurn = (
  server: Server,
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
): void => {
  const queues = new WeakMap<Socket, Array<() => void>>()
  const emit = server.emit.bind(server) as (event: string, ...values: ReadonlyArray<unknown>) => boolean

  const queueOf = (socket: Socket): Array<() => void> => {
    const queue: Array<() => void> = []
    queues.set(socket, queue)
    // Whoever reads a body resumes the connection.
    socket.on("resume", () => {
      if (queue.length >= MAX_READ_AHEAD) socket.pause()
    })
    return queue
  }

  /** Those that have begun a request in this turn of the event loop. */
  const begun = new Set<Array<() => void>>()

  /** Begins one request of each connection in a turn: a client with many would otherwise have them all answered first. */
  const begin = (socket: Socket, queue: Array<() => void>): void => {
    if (begun.has(queue)) {
      setImmediate(() => begin(socket, queue))
      return
    }
    if (begun.size === 0) setImmediate(() => begun.clear())
    begun.add(queue)
    if (!socket.destroyed) queue[0]?.()
  }

  /** The first of the queue is in progress. */
  const next = (socket: Socket, queue: Array<() => void>) => {
    queue.shift()
    if (queue.length === MAX_READ_AHEAD - 1) socket.resume()
    if (queue.length > 0) begin(socket, queue)
  }

  const arrive = (event: string, request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request
    const queue = queues.get(socket) ?? queueOf(socket)
    response.once("close", () => next(socket, queue))
    onRequest(request, response)
    queue.push(() => emit(event, request, response))
    if (queue.length === 1) begin(socket, queue)
    else if (queue.length > MAX_WAITING) socket.destroy()
    else if (queue.length === MAX_READ_AHEAD) socket.pause()
  }

  server.emit = (event: string, ...values: ReadonlyArray<unknown>): boolean => {
    if (event !== "request" && event !== "checkContinue") return emit(event, ...values)
    arrive(event, ...(values as [IncomingMessage, ServerResponse]))
    return true
  }
}
