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

/** The length of a message includes the length itself, and in the first message of a connection, a code of 4 bytes. */
const MIN_LENGTH = 4
const MIN_STARTUP_LENGTH = 8

const invalidLength = (): Error => new Error("The length of a message is invalid")

/** The length of the first message of a connection; 0 as long as it is not whole. Throws an error if it is invalid. */
export const startupLength = (bytes: Buffer): number => {
  if (bytes.length < 4) return 0
  const length = bytes.readInt32BE(0)
  if (length < MIN_STARTUP_LENGTH) throw invalidLength()
  return length <= bytes.length ? length : 0
}

/**
 * The length of the messages up to the last one that PostgreSQL answers with ReadyForQuery, or that ends the connection; 0
 * as long as there is none. Messages before one of an invalid length are answered first; without any, it throws an error.
 */
export const answerableLength = (bytes: Buffer): number => {
  let answerable = 0
  let end = 0
  while (bytes.length >= end + 5) {
    const type = bytes[end]
    const length = bytes.readInt32BE(end + 1)
    if (length < MIN_LENGTH) {
      if (answerable > 0) break
      throw invalidLength()
    }
    end += 1 + length
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
