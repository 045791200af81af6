import { CustomerContactBulkResponseDto, ErrorDetail } from "@bulk-contacts/adapter-http"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { Effect, Option, Redacted, Schema, Stream } from "effect"
import { HttpClient, type HttpClientError, HttpClientRequest, type HttpClientResponse } from "effect/http"
import { CommandFailure } from "../CommandFailure.ts"
import type { ImportJob, ImportResult } from "./destination.ts"
import { ImportRefused, refuseProblems } from "./ImportRefused.ts"

export interface ServerTarget {
  /** Where the server is. */
  readonly url: string
  readonly key: Redacted.Redacted<string>
  readonly idempotencyKey: string
}

/** Imports through the HTTP API of a server. */
export const importToServer = Effect.fnUntraced(function* (
  server: ServerTarget,
  { file, defaults, dryRun, outcomes, progress }: ImportJob,
) {
  const { url, key, idempotencyKey } = server
  const { accountIds, contactType, source } = defaults
  const request = HttpClientRequest.post(`${url.replace(/\/+$/, "")}/v1/accounts/contacts/bulk`).pipe(
    HttpClientRequest.setUrlParams({
      ...(accountIds && { accountIds }),
      ...(contactType && { contactType }),
      ...(source && { source }),
      ...(dryRun && { dryRun: "true" }),
    }),
    HttpClientRequest.setHeaders({
      "x-api-key": Redacted.value(key),
      "idempotency-key": idempotencyKey,
      ...(outcomes && { prefer: "return=representation" }),
    }),
    HttpClientRequest.bodyStream(progress.countBytes(file.bytes), { contentType: file.mediaType }),
  )
  const response = yield* Effect.mapError(HttpClient.execute(request), noAnswer(server))
  const body = yield* Effect.catch(response.json, () => Effect.succeed(undefined))
  return response.status < 300 ? yield* readResult(server, response, body) : yield* readRefusal(server, response, body)
}, Effect.provide(NodeHttpClient.layerUndici))

/** How an import is repeated without storing anything twice, whatever became of it. */
export const repeatSafely = ({ idempotencyKey }: ServerTarget): string =>
  `Repeat it safely with --idempotency-key ${idempotencyKey}`

const decodeResult = Schema.decodeUnknownOption(CustomerContactBulkResponseDto)

const readResult = Effect.fnUntraced(function* (
  server: ServerTarget,
  { status, headers }: HttpClientResponse.HttpClientResponse,
  body: unknown,
) {
  const decoded = decodeResult(body)
  if (Option.isNone(decoded)) return yield* notOurs(server, status)
  const { total, created, skipped, contacts } = decoded.value
  return {
    total,
    created,
    skipped,
    replayed: headers["idempotency-replayed"] === "true",
    ...(contacts && { outcomes: Stream.fromIterable(contacts) }),
  } satisfies ImportResult
})

const Refusal = Schema.Struct({
  message: Schema.String,
  details: Schema.optionalKey(Schema.Array(ErrorDetail)),
  omitted: Schema.optionalKey(Schema.Finite),
})

const decodeRefusal = Schema.decodeUnknownOption(Refusal)

const readRefusal = Effect.fnUntraced(function* (
  server: ServerTarget,
  { status }: HttpClientResponse.HttpClientResponse,
  body: unknown,
) {
  const decoded = decodeRefusal(body)
  if (Option.isNone(decoded)) return yield* notOurs(server, status)
  const { message, details, omitted } = decoded.value
  if (status === 400 && details !== undefined) return yield* refuseProblems(details, omitted)
  if (status === 404 && details !== undefined) {
    return yield* new ImportRefused({ reason: message, problems: details, ...(omitted !== undefined && { omitted }) })
  }
  if (status === 400 || status === 422) return yield* new ImportRefused({ reason: message })
  const advice = canBeRepeated(status) ? `. ${repeatSafely(server)}` : ""
  return yield* new CommandFailure({ message: `${server.url} answered ${status}: ${message}${advice}` })
})

/** A proxy may have answered, or the answer be cut off: nobody knows what became of the import. */
const notOurs = (server: ServerTarget, status: number) =>
  new CommandFailure({
    message: `${server.url} answered ${status}, but not as a bulk-contacts server does. ${repeatSafely(server)}`,
  })

/** Whether the same request may be answered otherwise later. */
const canBeRepeated = (status: number): boolean => [408, 409, 429].includes(status) || status >= 500

const noAnswer =
  (server: ServerTarget) =>
  ({ reason }: HttpClientError.HttpClientError): CommandFailure => {
    const cause = "cause" in reason ? reason.cause : reason
    if (cause instanceof CommandFailure) return cause
    const said = cause instanceof Error ? cause.message : String(cause)
    return new CommandFailure({ message: `${server.url}: ${said}. ${repeatSafely(server)}` })
  }
