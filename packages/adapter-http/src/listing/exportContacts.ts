import {
  type ContactFilterTexts,
  contactRecord,
  exportContacts,
  exportHeader,
  exportRow,
  type ListedContact,
  LoopTurns,
  readContactFilter,
  type StoreFailure,
  writeContacts,
} from "@bulk-contacts/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Stream from "effect/Stream"
import { CurrentRequestShare } from "../admission/RequestShare.ts"
import { CurrentOrganization } from "../api/CurrentOrganization.ts"
import { NotAcceptable } from "../api/errors.ts"
import { exportMediaTypes } from "../api/mediaTypes.ts"
import { annotateRequestLog } from "../observability/requestLog.ts"
import { storeFailureResponse } from "../responses.ts"
import { acceptedType } from "./acceptedType.ts"
import { ResponseTrailers } from "./ResponseTrailers.ts"
import { withContactReader } from "./withReader.ts"

const COUNT = "contact-count"

/**
 * Responds with all contacts that match, no faster than the client reads. If the store fails midway, the response is broken
 * off, so that nobody takes it for the whole.
 */
export const exportContactsStream = Effect.fnUntraced(
  function* ({ query }: { readonly query: ContactFilterTexts }) {
    const organizationId = yield* CurrentOrganization
    yield* annotateRequestLog({ organizationId })
    const request = yield* HttpServerRequest.HttpServerRequest
    const mediaType = acceptedType(request.headers["accept"], exportMediaTypes)
    if (mediaType === undefined) {
      return yield* new NotAcceptable({ message: `Supported media types: ${exportMediaTypes.join(", ")}` })
    }
    yield* (yield* CurrentRequestShare).beginStream
    const pages = yield* exportContacts(organizationId, readContactFilter(query))
    const sendTrailers = (yield* ResponseTrailers)(request)
    const { header, line, extension, contentType } =
      mediaType === "text/csv" ? csv : { ...ndjson, contentType: mediaType }
    let count = 0
    const turns = yield* LoopTurns
    const lines = Stream.mapEffect(pages, (contacts) => {
      count += contacts.length
      const texts = writeContacts(organizationId, contacts, line)
      // The body is made outside of what the request has been provided with.
      return Effect.map(Effect.provideService(texts, LoopTurns, turns), (lines) => lines.join(""))
    })
    const end = Stream.fromEffectDrain(Effect.sync(() => sendTrailers?.({ [COUNT]: String(count) })))
    const body = Stream.make(header).pipe(
      Stream.concat(lines),
      Stream.filter((text) => text !== ""),
      Stream.concat(end),
      Stream.tapError(logFailure),
    )
    return HttpServerResponse.stream(Stream.encodeText(body), {
      contentType,
      headers: {
        "content-disposition": `attachment; filename="contacts-${DateTime.formatIsoDateUtc(yield* DateTime.now)}.${extension}"`,
        ...(sendTrailers !== null && { trailer: COUNT }),
      },
    })
  },
  Effect.catchTags({ StoreFailure: storeFailureResponse }),
  withContactReader,
)

const csv = {
  header: exportHeader,
  line: exportRow,
  extension: "csv",
  contentType: "text/csv; charset=utf-8; header=present",
}

const ndjson = {
  header: "",
  line: (contact: ListedContact) => `${JSON.stringify(contactRecord(contact))}\n`,
  extension: "ndjson",
}

const logFailure = ({ cause }: StoreFailure) => Effect.logWarning("An export was broken off: the store failed", cause)
