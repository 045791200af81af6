import { CustomerContactBulkResponseDto, ErrorDetail } from "@bulk-contacts/adapter-http"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { Effect, Fiber, Option, Redacted, Schema, Stream } from "effect"
import { HttpClient, type HttpClientError, HttpClientRequest, type HttpClientResponse } from "effect/http"
import { CommandFailure, rejection } from "../CommandFailure.ts"
import type { ImportJob, ImportResult } from "./destination.ts"
import { ImportRejected, rejectProblems } from "./ImportRejected.ts"
import { readJob } from "./readJob.ts"

export interface ServerTarget {
  /** Where the server is. It may contain a user name and a password, which are never printed. */
  readonly url: URL
  readonly key: Redacted.Redacted<string>
  readonly idempotencyKey: string
}

/** Imports through the HTTP API of a server. */
export const importToServer = Effect.fnUntraced(function* (server: ServerTarget, job: ImportJob) {
  const { file, defaults, dryRun, outcomes, progress } = job
  const { accountIds, contactType, source } = defaults
  // The contacts are counted as they are sent, so that the server's counts can be checked.
  const [body, counted] = yield* Stream.broadcastN(progress.countBytes(file.bytes), { n: 2, capacity: 16 })
  const counting = yield* Effect.forkScoped(Stream.runDrain(readJob(job, counted)))
  const request = HttpClientRequest.post(`${addressOf(server)}/v1/accounts/contacts/bulk`).pipe(
    HttpClientRequest.setUrlParams({
      ...(accountIds && { accountIds }),
      ...(contactType && { contactType }),
      ...(source && { source }),
      ...(dryRun && { dryRun: "true" }),
    }),
    HttpClientRequest.setHeaders({
      "x-api-key": Redacted.value(server.key),
      "idempotency-key": server.idempotencyKey,
      ...(outcomes && { prefer: "return=representation" }),
    }),
    authorize(server.url),
    HttpClientRequest.bodyStream(body, { contentType: file.mediaType }),
  )
  const response = yield* Effect.mapError(HttpClient.execute(request), noResponse(server))
  const answer = yield* Effect.catch(response.json, () => Effect.succeed(undefined))
  if (response.status >= 300) return yield* readRejection(server, response, answer)
  const result = yield* readResult(server, response, answer)
  if (progress.hasEnded) yield* Effect.ignore(Fiber.join(counting))
  return yield* requireSum(server, result, progress.contacts)
}, Effect.provide(NodeHttpClient.layerUndici))

/** How to repeat an import without storing anything twice, whatever became of it. */
export const repeatSafely = ({ idempotencyKey }: ServerTarget): string =>
  `Retry safely with --idempotency-key ${idempotencyKey}`

/** The server's address as it may be printed: without credentials. */
const addressOf = ({ url: { origin, pathname } }: ServerTarget): string => `${origin}${pathname.replace(/\/+$/, "")}`

const authorize = ({ username, password }: URL) =>
  username === "" && password === ""
    ? (request: HttpClientRequest.HttpClientRequest) => request
    : HttpClientRequest.basicAuth(decodeURIComponent(username), decodeURIComponent(password))

const decodeResult = Schema.decodeUnknownOption(CustomerContactBulkResponseDto)

const readResult = Effect.fnUntraced(function* (
  server: ServerTarget,
  { status, headers }: HttpClientResponse.HttpClientResponse,
  answer: unknown,
) {
  const decoded = decodeResult(answer)
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

/** Counts that do not add up to what was sent are not believed. */
const requireSum = (server: ServerTarget, result: ImportResult, sent: number) => {
  const { total, created, skipped } = result
  const areCounts = [created, skipped].every((count) => Number.isInteger(count) && count >= 0)
  if (areCounts && total === created + skipped && total === sent) return Effect.succeed(result)
  const counts = `${total} contacts, ${created} created, ${skipped} skipped`
  return Effect.fail(
    new CommandFailure({
      message: `${addressOf(server)} responded with counts that do not add up: ${counts}, but ${sent} were sent. ${repeatSafely(server)}`,
    }),
  )
}

const Rejection = Schema.Struct({
  message: Schema.String,
  details: Schema.optionalKey(Schema.Array(ErrorDetail)),
  omitted: Schema.optionalKey(Schema.Finite),
})

const decodeRejection = Schema.decodeUnknownOption(Rejection)

const readRejection = Effect.fnUntraced(function* (
  server: ServerTarget,
  { status, headers }: HttpClientResponse.HttpClientResponse,
  answer: unknown,
) {
  const address = addressOf(server)
  if (status < 400) {
    const message = `${address} responded with ${status}, a redirect to ${headers["location"]}. Use the server's own address`
    return yield* new CommandFailure({ message })
  }
  const decoded = decodeRejection(answer)
  if (Option.isNone(decoded)) return yield* notOurs(server, status)
  const { message, details, omitted } = decoded.value
  if (status === 400 && details !== undefined) return yield* rejectProblems(details, omitted)
  if (status === 404 && details !== undefined) {
    return yield* new ImportRejected({ reason: message, problems: details, ...(omitted !== undefined && { omitted }) })
  }
  if (status === 400 || status === 422) return yield* new ImportRejected({ reason: message })
  const sentence = `${address} responded with ${status}: ${message}`
  if (status === 401) return yield* rejection(sentence)
  return yield* new CommandFailure({ message: isTransient(status) ? `${sentence}. ${repeatSafely(server)}` : sentence })
})

/** A proxy may have responded, or the response may be incomplete: the contacts may have been stored. */
const notOurs = (server: ServerTarget, status: number) =>
  new CommandFailure({
    message: `${addressOf(server)} responded with ${status}, but not like a bulk-contacts server. ${repeatSafely(server)}`,
  })

/** Whether the same request may succeed later. */
const isTransient = (status: number): boolean => [408, 409, 429].includes(status) || status >= 500

const noResponse =
  (server: ServerTarget) =>
  ({ reason }: HttpClientError.HttpClientError): CommandFailure => {
    const cause = "cause" in reason ? reason.cause : reason
    if (cause instanceof CommandFailure) return cause
    const said = cause instanceof Error ? cause.message : String(cause)
    return new CommandFailure({ message: `${addressOf(server)}: ${said}. ${repeatSafely(server)}` })
  }
