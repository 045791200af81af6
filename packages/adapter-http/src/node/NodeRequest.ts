/**
 * What is needed of an `IncomingMessage` of Node.js: requests of Express have it, and those of HTTP/2. Written down here
 * so that no program needs the types of Node.js for it.
 */
export interface NodeRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** The URL before Express, or middleware of NestJS, removed a prefix. */
  readonly originalUrl?: string
  /** Names and values in turn, as they were sent. */
  readonly rawHeaders: ReadonlyArray<string>
  readonly socket: { readonly encrypted?: unknown } | object
  /** Whether anything was read of the body. */
  readonly readableDidRead: boolean
  /** The parts of the body. Without `destroyOnReturn`, the request survives if they are not read to the end. */
  readonly iterator: (options: { readonly destroyOnReturn: boolean }) => AsyncIterable<Uint8Array>
  /** Discards what is left of the body. */
  readonly resume: () => unknown
}

/** What is needed of a `ServerResponse` of Node.js. */
export interface NodeResponse {
  statusCode: number
  /** Whether nothing can be sent any more. */
  readonly destroyed: boolean
  /** Whether all of it was sent. */
  readonly writableFinished: boolean
  /** Replaces a header of that name. */
  readonly setHeader: (name: string, value: string) => unknown
  /** Sends a part of the body. Returns false if the next one should wait for `drain`. */
  readonly write: (bytes: Uint8Array) => boolean
  /** Ends the body. */
  readonly end: () => unknown
  /** Closes the connection. */
  readonly destroy: () => unknown
  /** Calls the listener each time that the client has read what was written, or once the connection is closed. */
  readonly on: (event: "close" | "drain", listener: () => void) => unknown
}
