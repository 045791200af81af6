import { ExchangeProgress } from "../ExchangeProgress.ts"
import type { SentContacts } from "../SentContacts.ts"

/** The body of one attempt. */
export interface RequestBody {
  readonly content: string | ReadableStream<Uint8Array> | undefined
  readonly contentType?: string
  readonly sent: SentContacts
  readonly progress: ExchangeProgress
  /** What reading the caller's own contacts failed with, as the property of an object: it may be anything. */
  readonly failure: () => { readonly error: unknown } | undefined
  /** Nothing more of it is needed. */
  readonly close: () => void
}

/** A body that is sent at once, or none. */
const wholeBody = (content: string | undefined, contacts: number): RequestBody => {
  const progress = new ExchangeProgress()
  progress.sent()
  return {
    content,
    ...(content !== undefined && { contentType: "application/json" }),
    sent: { least: contacts, most: contacts },
    progress,
    failure: () => undefined,
    close: () => {},
  }
}

export const noBody = (): RequestBody => wholeBody(undefined, 0)

/** Throws a `TypeError` if the request cannot be written as JSON. Anything else that is wrong with it, the server says. */
export const jsonBody = (request: unknown): (() => RequestBody) => {
  const content = JSON.stringify(request) as string | undefined
  if (content === undefined) throw new TypeError("`request` must be an object with `contacts`")
  const { contacts } = Object(request)
  return () => wholeBody(content, Array.isArray(contacts) ? contacts.length : 0)
}
