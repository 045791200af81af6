/** Media types of a body that holds contacts only, in any number. */
export const streamMediaTypes = ["application/x-ndjson", "text/csv"] as const

export type StreamMediaType = (typeof streamMediaTypes)[number]

/** Media types that the endpoint supports. */
export const mediaTypes = ["application/json", ...streamMediaTypes] as const

export type MediaType = (typeof mediaTypes)[number]
