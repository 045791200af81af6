/** A reply in RESP 2. An error is a value here: it belongs to one command, not to the connection. */
export type Reply = string | number | null | Error | ReadonlyArray<Reply>

interface Parsed {
  readonly reply: Reply
  /** The index after the reply. */
  readonly end: number
}

/**
 * Parses the reply that begins at `start`. Undefined if it is incomplete; throws if the bytes are not a reply.
 * https://redis.io/docs/latest/develop/reference/protocol-spec
 */
export const parseReply = (bytes: Buffer, start: number): Parsed | undefined => {
  const lineEnd = bytes.indexOf("\r\n", start)
  if (lineEnd === -1) return undefined
  const line = bytes.toString("utf8", start + 1, lineEnd)
  const next = lineEnd + 2
  switch (String.fromCharCode(bytes[start] ?? 0)) {
    case "+":
      return { reply: line, end: next }
    case "-":
      return { reply: new Error(`Redis answered ${codeOf(line)}`), end: next }
    case ":":
      return { reply: toInteger(line), end: next }
    case "$":
      return parseString(bytes, next, toInteger(line))
    case "*":
      return parseArray(bytes, next, toInteger(line))
    default:
      throw new Error("Redis did not send a reply in RESP 2")
  }
}

/** The code of an error, such as `WRONGPASS`. The text after it may repeat the command, and with it the password. */
const codeOf = (line: string): string => /^[A-Z]{1,30}(?= |$)/.exec(line)?.[0] ?? "an error"

const toInteger = (text: string): number => {
  if (!/^-?\d{1,15}$/.test(text)) throw new Error("Redis sent an invalid number")
  return Number(text)
}

/** -1 is the length of a missing value. */
const parseString = (bytes: Buffer, start: number, length: number): Parsed | undefined => {
  if (length === -1) return { reply: null, end: start }
  const end = start + length + 2
  return end > bytes.length ? undefined : { reply: bytes.toString("utf8", start, end - 2), end }
}

const parseArray = (bytes: Buffer, start: number, length: number): Parsed | undefined => {
  if (length === -1) return { reply: null, end: start }
  const replies: Array<Reply> = []
  let end = start
  while (replies.length < length) {
    const parsed = parseReply(bytes, end)
    if (parsed === undefined) return undefined
    replies.push(parsed.reply)
    end = parsed.end
  }
  return { reply: replies, end }
}
