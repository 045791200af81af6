import {
  BadRequest,
  type BulkCreateError,
  NotFound,
  Unauthorized,
  UnprocessableEntity,
} from "@bulk-contacts/adapter-http/client"
import { Schema } from "effect"
import { HttpClientError, type HttpClientResponse } from "effect/http"
import { CommandFailure, rejection } from "../CommandFailure.ts"
import { ImportRejected, rejectProblems } from "./ImportRejected.ts"
import { addressOf, repeatSafely, type ServerTarget } from "./ServerTarget.ts"

/** Why an import to a server failed. */
export const explainResponse =
  (server: ServerTarget) =>
  (error: BulkCreateError | CommandFailure): CommandFailure | ImportRejected => {
    if (error instanceof CommandFailure) return error
    if (HttpClientError.isHttpClientError(error)) {
      return error.response === undefined ? noResponse(server, error) : unexpectedResponse(server, error.response)
    }
    if (Schema.isSchemaError(error)) return notOurs(server, "responded, but")
    if (error instanceof BadRequest && error.details !== undefined) return rejectProblems(error.details, error.omitted)
    if (error instanceof NotFound && error.details !== undefined) {
      const { message, details, omitted = 0 } = error
      return new ImportRejected({ reason: message, problems: details, omitted })
    }
    if (error instanceof BadRequest || error instanceof UnprocessableEntity) {
      return new ImportRejected({ reason: error.message })
    }
    const { statusCode, message } = error
    const sentence = `${addressOf(server)} responded with ${statusCode}: ${message}`
    if (error instanceof Unauthorized) return rejection(sentence)
    return new CommandFailure({ message: isTransient(statusCode) ? `${sentence}. ${repeatSafely(server)}` : sentence })
  }

/** Whether the same request may succeed later. */
const isTransient = (status: number): boolean => [408, 409, 429].includes(status) || status >= 500

const noResponse = (server: ServerTarget, { reason }: HttpClientError.HttpClientError): CommandFailure => {
  const cause = "cause" in reason ? reason.cause : reason
  const message = cause instanceof Error ? cause.message : String(cause)
  return new CommandFailure({ message: `${addressOf(server)}: ${message}. ${repeatSafely(server)}` })
}

const unexpectedResponse = (server: ServerTarget, { status, headers }: HttpClientResponse.HttpClientResponse) => {
  if (status < 300 || status >= 400) return notOurs(server, `responded with ${status}, but`)
  const redirect = `responded with ${status}, a redirect to ${headers["location"]}`
  return new CommandFailure({ message: `${addressOf(server)} ${redirect}. Use the server's own address` })
}

/** A proxy may have responded, or the response may be incomplete: the contacts may have been stored. */
const notOurs = (server: ServerTarget, responded: string): CommandFailure =>
  new CommandFailure({
    message: `${addressOf(server)} ${responded} not like a bulk-contacts server. ${repeatSafely(server)}`,
  })
