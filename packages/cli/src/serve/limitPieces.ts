import type { IncomingMessage, ServerResponse } from "node:http"

/** From this number of pieces on, their average size counts. */
const MANY = 1000

/** The least average size of a piece, in bytes: less than a line with an address. */
const MIN_SIZE = 16

const REJECTED = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

/**
 * Closes the connection of a client that sends a chunked body (RFC 9112 §7.1) in very many tiny chunks. Node.js takes
 * microseconds for each: a megabyte of chunks of one byte takes a hundred times as long as a megabyte of contacts.
 * The client gets a 400 if its request `isFirst`: otherwise that would be the response to an earlier request.
 */
export const limitPieces = (request: IncomingMessage, response: ServerResponse, isFirst: () => boolean): void => {
  if (request.headers["transfer-encoding"] === undefined) return
  const push = request.push.bind(request)
  let pieces = 0
  let bytes = 0
  request.push = (piece: Buffer | null) => {
    if (piece === null) return push(null)
    pieces++
    bytes += piece.length
    if (pieces < MANY || bytes >= MIN_SIZE * pieces) return push(piece)
    const { socket } = request
    if (!isFirst() || response.headersSent) socket.destroy()
    else if (socket.writable) {
      socket.pause()
      socket.write(REJECTED)
      socket.destroySoon()
    }
    return false
  }
}
