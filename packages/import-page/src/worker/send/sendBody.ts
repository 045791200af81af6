import type { ContactOutcome } from "@bulk-contacts/core"
import type { SendFailure, SendRequest } from "../../protocol.ts"
import { splitAnswer } from "./readOutcomes.ts"

/** What the server answered. */
type Answer =
  | {
      readonly ok: true
      readonly total: number
      readonly created: number
      readonly skipped: number
      readonly invalid: number
      readonly outcomes: () => Iterable<ContactOutcome>
      readonly importId: string | null
      readonly wasReplayed: boolean
    }
  | SendFailure

/** A request that is being sent. */
export interface Sending {
  readonly answer: Promise<Answer>
  /** Stops it. Says whether everything had been sent. */
  readonly abort: () => boolean
}

/** Sends a body. `fetch` does not tell how much of it was sent. */
export const sendBody = (
  body: Blob,
  { url, headers }: Pick<SendRequest, "url" | "headers">,
  onProgress: (bytes: number, total: number) => void,
): Sending => {
  const request = new XMLHttpRequest()
  let wasSent = false
  const answer = new Promise<Answer>((resolve) => {
    request.open("POST", url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => {
      // From here on, all bytes may have left the browser.
      wasSent = loaded >= total
      onProgress(loaded, total)
    }
    request.upload.onload = () => {
      wasSent = true
      onProgress(body.size, body.size)
    }
    request.onload = () => resolve(readAnswer(request))
    request.onerror = () => resolve(noAnswer("network"))
    request.ontimeout = () => resolve(noAnswer("network"))
    request.onabort = () => resolve(noAnswer("aborted"))
    request.send(body)
  })
  return {
    answer,
    abort: () => {
      const before = wasSent
      request.abort()
      return before
    },
  }
}

const noAnswer = (message: string): SendFailure => ({ ok: false, status: 0, message, details: [] })

const readAnswer = (request: XMLHttpRequest): Answer => {
  const { status } = request
  const { rest, outcomes } = splitAnswer(request.responseText)
  const body = parse(rest)
  if (status === 200 || status === 201) {
    const { total, created, skipped, invalid = 0 } = body
    if (![total, created, skipped].every(Number.isInteger)) return noAnswer("network")
    return {
      ok: true,
      total,
      created,
      skipped,
      invalid,
      outcomes,
      importId: request.getResponseHeader("import-id"),
      wasReplayed: request.getResponseHeader("idempotency-replayed") === "true",
    }
  }
  const { message = request.statusText, details = [] } = body
  return { ok: false, status, message: String(message), details: Array.isArray(details) ? details : [] }
}

// biome-ignore lint/suspicious/noExplicitAny: the server's answer, whose parts are checked where they are used
const parse = (text: string): any => {
  try {
    return JSON.parse(text) ?? {}
  } catch {
    return {}
  }
}
