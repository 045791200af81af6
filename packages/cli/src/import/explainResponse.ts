import {
  BadRequest,
  type BulkCreateError,
  InconsistentResponse,
  NotFound,
  PayloadTooLarge,
  RedirectRejected,
  ResponseTimeout,
  ResponseTooLarge,
  Unauthorized,
  UnprocessableEntity,
} from "@bulk-contacts/adapter-http/client"
import * as HttpClientError from "effect/http/HttpClientError"
import * as Schema from "effect/Schema"
import { CommandFailure, rejection } from "../CommandFailure.ts"
import { ImportRejected, rejectProblems } from "./ImportRejected.ts"
import { addressOf, repeatSafely, type ServerAddress, type ServerTarget } from "./ServerTarget.ts"

/** Why an import to a server failed. */
export const explainResponse =
  (server: ServerTarget) =>
  (error: BulkCreateError | CommandFailure | ImportRejected): CommandFailure | ImportRejected =>
    error instanceof CommandFailure || error instanceof ImportRejected
      ? error
      : explainError(server, repeatSafely(server), error)

/** Why another call to a server failed. It may be repeated. */
export const explainCall =
  (server: ServerAddress) =>
  (error: BulkCreateError): CommandFailure => {
    const explained = explainError(server, "Run the command again", error)
    return explained instanceof CommandFailure ? explained : rejection(`${addressOf(server)}: ${explained.reason}`)
  }

/** `repeat` says how to repeat the call safely. */
const explainError = (
  server: ServerAddress,
  repeat: string,
  error: BulkCreateError,
): CommandFailure | ImportRejected => {
  if (HttpClientError.isHttpClientError(error)) {
    if (error.response === undefined) return noResponse(server, repeat, error)
    const { status } = error.response
    return adviceFor(server, repeat, status) ?? notOurs(server, repeat, `responded with ${status}, but`)
  }
  if (error instanceof RedirectRejected) return redirected(server, error)
  if (error instanceof ResponseTooLarge || error instanceof ResponseTimeout || error instanceof InconsistentResponse) {
    return new CommandFailure({ message: `${addressOf(server)}: ${error.message}. ${repeat}` })
  }
  if (Schema.isSchemaError(error)) return notOurs(server, repeat, "responded, but")
  if (error instanceof BadRequest && error.details !== undefined) return rejectProblems(error.details, error.omitted)
  if (error instanceof NotFound && error.details !== undefined) {
    const { message, details, omitted = 0 } = error
    return new ImportRejected({ reason: message, problems: details, omitted })
  }
  if (error instanceof BadRequest || error instanceof UnprocessableEntity || error instanceof PayloadTooLarge) {
    return new ImportRejected({ reason: error.message })
  }
  const { statusCode, message } = error
  const sentence = `${addressOf(server)} responded with ${statusCode}: ${message}`
  if (error instanceof Unauthorized) return rejection(sentence)
  const advice = adviceFor(server, repeat, statusCode)
  if (advice !== undefined) return advice
  return new CommandFailure({ message: isTransient(statusCode) ? `${sentence}. ${repeat}` : sentence })
}

/** What to do about statuses that a proxy in front of the server may respond with; undefined for others. */
const adviceFor = (server: ServerAddress, repeat: string, status: number): CommandFailure | undefined => {
  const advice = advices[status]
  if (advice === undefined) return undefined
  return new CommandFailure({
    message: `${addressOf(server)} responded with ${status}: ${advice}. ${repeat}`,
  })
}

const advices: Readonly<Record<number, string>> = {
  413: "the file is larger than a proxy in front of the server allows. Nothing was stored. Raise its limit (nginx: client_max_body_size), or divide the file",
  429: "too many requests for this API key. Nothing was stored. Wait a minute, or have the limit raised",
  504: "a proxy in front of the server stopped waiting, and the contacts may have been stored. Raise its timeout (nginx: proxy_read_timeout)",
}

/** Whether the same request may succeed later. */
const isTransient = (status: number): boolean => [408, 409, 429].includes(status) || status >= 500

const noResponse = (
  server: ServerAddress,
  repeat: string,
  { reason }: HttpClientError.HttpClientError,
): CommandFailure => {
  const cause = "cause" in reason ? reason.cause : reason
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : ""
  const unreachable = unreachableBecause[code]
  if (unreachable !== undefined) {
    return new CommandFailure({ message: `${addressOf(server)} cannot be reached: ${unreachable}` })
  }
  const message = cause instanceof Error ? cause.message : String(cause)
  return new CommandFailure({ message: `${addressOf(server)}: ${message}. ${repeat}` })
}

/** Errors of a connection that was never established, so that nothing was sent. */
const unreachableBecause: Readonly<Record<string, string>> = {
  ECONNREFUSED: "no server is running there. Start it, or correct --url",
  ENOTFOUND: "the host name cannot be resolved. Correct --url",
  EAI_AGAIN: "the host name cannot be resolved now. Check the network, or correct --url",
}

const redirected = (server: ServerAddress, { statusCode, location = "another place" }: RedirectRejected) => {
  const redirect = `responded with ${statusCode}, a redirect to ${location}`
  return new CommandFailure({ message: `${addressOf(server)} ${redirect}. Use the server's own address` })
}

/** A proxy may have responded, or the response may be incomplete: the contacts may have been stored. */
const notOurs = (server: ServerAddress, repeat: string, responded: string): CommandFailure =>
  new CommandFailure({
    message: `${addressOf(server)} ${responded} not like a bulk-contacts server. ${repeat}`,
  })
