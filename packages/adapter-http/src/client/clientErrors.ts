import * as Data from "effect/Data"

/**
 * The server, or a proxy, redirected the request. The client follows no redirect, because the request carries the API
 * key. Nothing was sent to the other place.
 */
export class RedirectRejected extends Data.TaggedError("RedirectRejected")<{
  readonly message: string
  /** The status of the response; 0 in browsers, which hide it. */
  readonly statusCode: number
  /** Where the redirect leads: an absolute URL without credentials. Absent in browsers, and if it is not a URL. */
  readonly location?: string
}> {}

/** The response has more bytes than a response to this request can have. The contacts may have been stored. */
export class ResponseTooLarge extends Data.TaggedError("ResponseTooLarge")<{
  readonly message: string
  /** In bytes, decompressed. */
  readonly limit: number
}> {}

export const tooLarge = (limit: number) =>
  new ResponseTooLarge({
    limit,
    message: `The response is larger than ${limit} bytes, the most that this request can get`,
  })

/** The server stopped reading or sending, or took too long to respond. The contacts may have been stored. */
export class ResponseTimeout extends Data.TaggedError("ResponseTimeout")<{
  readonly message: string
}> {}

/**
 * The server reports success, but its counts or outcomes do not add up to the contacts that were sent. It may not be a
 * bulk-contacts server. The contacts may have been stored.
 */
export class InconsistentResponse extends Data.TaggedError("InconsistentResponse")<{
  readonly message: string
}> {}

/** There was no response, or it broke off. The contacts may have been stored. */
export class ConnectionFailed extends Data.TaggedError("ConnectionFailed")<{
  readonly message: string
  /** What `fetch` rejected with. */
  readonly cause: unknown
}> {}

/**
 * The response is not one of this API. A proxy may have sent it, or `baseUrl` may be the address of another server. The
 * contacts may have been stored.
 */
export class UnexpectedResponse extends Data.TaggedError("UnexpectedResponse")<{
  readonly message: string
  readonly statusCode: number
}> {}
