import type { Buffer } from "node:buffer"

// Messages of a client, according to PostgreSQL's protocol. All but the first one of a connection begin with a type.

const CANCEL_REQUEST = 80877102
const SSL_REQUEST = 80877103
const ENCRYPTION_REQUEST = 80877104

const typeOf = (letter: string): number => letter.charCodeAt(0)

export const TERMINATE = typeOf("X")
const PARSE = typeOf("P")

/** After these, PostgreSQL answers with ReadyForQuery. */
const SYNC = typeOf("S")
const QUERY = typeOf("Q")

/** The first message of a connection begins with its length, below 2^24, instead of a type. */
export const isStartup = (message: Buffer): boolean => message[0] === 0

export const isCancelRequest = (message: Buffer): boolean =>
  isStartup(message) && message.length === 16 && message.readInt32BE(4) === CANCEL_REQUEST

/** Whether a client asks for an encrypted connection before it starts. */
export const asksForEncryption = (message: Buffer): boolean =>
  message.length === 8 && [SSL_REQUEST, ENCRYPTION_REQUEST].includes(message.readInt32BE(4))

/** The length of the first message of a connection; undefined as long as it is not whole. */
export const startupLength = (bytes: Buffer): number | undefined => {
  const length = bytes.length < 4 ? Number.POSITIVE_INFINITY : bytes.readInt32BE(0)
  return length <= bytes.length ? Math.max(length, 8) : undefined
}

/**
 * The length of the messages up to the last one that PostgreSQL answers with ReadyForQuery, or that ends the connection; 0
 * as long as there is none.
 */
export const answerableLength = (bytes: Buffer): number => {
  let answerable = 0
  let end = 0
  while (bytes.length >= end + 5) {
    const type = bytes[end]
    end += 1 + bytes.readInt32BE(end + 1)
    if (end > bytes.length) break
    if (type === SYNC || type === QUERY || type === TERMINATE) answerable = end
  }
  return answerable
}

/** Whether one of the messages prepares a statement with a name. Names are shared by all users of the session. */
export const preparesByName = (messages: Buffer): boolean => {
  for (let start = 0; start + 5 < messages.length; start += 1 + messages.readInt32BE(start + 1)) {
    if (messages[start] === PARSE && messages[start + 5] !== 0) return true
  }
  return false
}
