/** Media types of NDJSON: the first is the one that the client sends. */
const ndjsonMediaTypes = ["application/x-ndjson", "application/ndjson", "application/jsonl"] as const

/** Media types of CSV. In the second, cells are separated by tabs. */
const csvMediaTypes = ["text/csv", "text/tab-separated-values"] as const

/** Media types of a body that holds contacts only, in any number. */
export const streamMediaTypes = [...ndjsonMediaTypes, ...csvMediaTypes] as const

/** Media types of an export, in the order of preference. */
export const exportMediaTypes = [...ndjsonMediaTypes, "text/csv"] as const

export type CsvMediaType = (typeof csvMediaTypes)[number]
export type StreamMediaType = (typeof streamMediaTypes)[number]

/** Media types that the endpoint supports. */
export const mediaTypes = ["application/json", ...streamMediaTypes] as const

export type MediaType = (typeof mediaTypes)[number]

export const isCsv = (mediaType: MediaType): mediaType is CsvMediaType =>
  (csvMediaTypes as ReadonlyArray<MediaType>).includes(mediaType)
