import {
  type BulkCreateDefaults,
  type BulkCreateOptions,
  bulkCreateContactStream,
  type CsvListener,
  type CsvOptions,
  type OrganizationId,
  readCsv,
  readNdjson,
} from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { CurrentRequestShare } from "../admission/RequestShare.ts"
import { isCsv, type StreamMediaType } from "../api/mediaTypes.ts"
import { bodyStream } from "../body/bodyStream.ts"
import { withPace } from "../body/Pace.ts"
import { querySyntax } from "./csvQuery.ts"
import { type CsvReport, csvResponseHeaders } from "./csvResponseHeaders.ts"
import { representation } from "./representation.ts"
import { responseOptions } from "./responseOptions.ts"

/** Handles an NDJSON or CSV body: contacts only, with the defaults in the query. */
export const bulkCreateStream = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  mediaType: StreamMediaType,
  csv: CsvOptions,
  defaults: BulkCreateDefaults,
  options: BulkCreateOptions,
) {
  const report: CsvReport = { header: undefined, summary: undefined }
  const read = (bytes: ReturnType<typeof bodyStream>) =>
    isCsv(mediaType) ? readCsv(bytes, csv, reportTo(report)) : readNdjson(bytes)
  const share = yield* CurrentRequestShare
  yield* share.beginStream
  const result = yield* withPace((pace) =>
    bulkCreateContactStream(organizationId, read(bodyStream(pace)), defaults, options),
  )
  const { replayed: _, importId: __, outcomes, ...counts } = result
  const { status, headers } = responseOptions(result, options, outcomes !== undefined)
  const responseHeaders = { ...headers, ...csvResponseHeaders(report) }
  const response =
    outcomes === undefined
      ? HttpServerResponse.jsonUnsafe(counts, { status, headers: responseHeaders })
      : HttpServerResponse.stream(representation(counts, outcomes), {
          status,
          headers: responseHeaders,
          contentType: "application/json",
        })
  return { result, response }
})

const reportTo = (report: CsvReport): CsvListener => ({
  onHeader: (header) => {
    report.header = header
  },
  onEnd: (summary) => {
    report.summary = summary
  },
  syntax: querySyntax,
})
