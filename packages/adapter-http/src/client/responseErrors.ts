import type * as Cause from "effect/Cause"
import * as Data from "effect/Data"
import * as Inspectable from "effect/Inspectable"
import type * as Errors from "../api/errors.ts"
import { type Inspect, inspectAsError } from "../api/inspectAsError.ts"

// The classes of the contract are schemas, which a program that only calls the API should not have to load.

type Name = Exclude<keyof typeof Errors, "NotAcceptable">
type Body<N extends Name> = (typeof Errors)[N]["Encoded"]

/** Makes the class of an error response. Its fields are those of the body, as the contract has it. */
const responseError = <N extends Name>(name: N): (new (body: Body<N>) => Cause.YieldableError & Body<N>) =>
  class extends Data.Error<Record<string, unknown>> {
    override readonly name: string = name

    override [Inspectable.NodeInspectSymbol](_depth?: number, options?: object, inspect?: Inspect): unknown {
      return inspectAsError(this, options, inspect)
    }
  } as unknown as new (
    body: Body<N>,
  ) => Cause.YieldableError & Body<N>

/** 400: the list is empty, or something is invalid; `details` lists the problems. Nothing was stored. */
export class BadRequest extends responseError("BadRequest") {}

/** 401: the API key is missing, unknown or revoked, or the host of a mounted API does not know the caller. */
export class Unauthorized extends responseError("Unauthorized") {}

/** 404: an account or a contact type does not exist; `details` names every missing id. Nothing was stored. */
export class NotFound extends responseError("NotFound") {}

/** 405: the path does not support the method. */
export class MethodNotAllowed extends responseError("MethodNotAllowed") {}

/** 408: no bytes of the body arrived for too long. Nothing was stored. */
export class RequestTimeout extends responseError("RequestTimeout") {}

/** 409: a request with this idempotency key is in progress. */
export class Conflict extends responseError("Conflict") {}

/** 413: the body exceeds the size limit. */
export class PayloadTooLarge extends responseError("PayloadTooLarge") {}

/** 415: the media type, the charset or the content encoding is not supported. */
export class UnsupportedMediaType extends responseError("UnsupportedMediaType") {}

/** 422: the idempotency key was used for a different request. Nothing was stored. */
export class UnprocessableEntity extends responseError("UnprocessableEntity") {}

/** 429: the API key has exceeded its rate limit. */
export class TooManyRequests extends responseError("TooManyRequests") {}

/** 500: a defect. The response says nothing about its cause, which is logged. */
export class InternalServerError extends responseError("InternalServerError") {}

/** 503: the store is unavailable, or the server is overloaded. Retrying may help. */
export class ServiceUnavailable extends responseError("ServiceUnavailable") {}

/** The class of each status, by its name. */
const classes = {
  BadRequest,
  Unauthorized,
  NotFound,
  MethodNotAllowed,
  RequestTimeout,
  Conflict,
  PayloadTooLarge,
  UnsupportedMediaType,
  UnprocessableEntity,
  TooManyRequests,
  InternalServerError,
  ServiceUnavailable,
}

/** An error response of the server, whose class has the name of its status. */
export type ResponseError = { readonly [N in Name]: InstanceType<(typeof classes)[N]> }[Name]

type Statuses = {
  readonly [N in Name as Body<N>["statusCode"]]: { readonly name: N; readonly error: Body<N>["error"] }
}

const statuses: Statuses = {
  400: { name: "BadRequest", error: "Bad Request" },
  401: { name: "Unauthorized", error: "Unauthorized" },
  404: { name: "NotFound", error: "Not Found" },
  405: { name: "MethodNotAllowed", error: "Method Not Allowed" },
  408: { name: "RequestTimeout", error: "Request Timeout" },
  409: { name: "Conflict", error: "Conflict" },
  413: { name: "PayloadTooLarge", error: "Payload Too Large" },
  415: { name: "UnsupportedMediaType", error: "Unsupported Media Type" },
  422: { name: "UnprocessableEntity", error: "Unprocessable Entity" },
  429: { name: "TooManyRequests", error: "Too Many Requests" },
  500: { name: "InternalServerError", error: "Internal Server Error" },
  503: { name: "ServiceUnavailable", error: "Service Unavailable" },
}

/** The body of any error response. */
export interface ErrorBody extends Omit<Body<"BadRequest">, "statusCode" | "error"> {
  readonly statusCode: number
  readonly error: string
}

/** The error of a response. Undefined if its status and its reason do not belong together. */
export const toResponseError = ({
  statusCode,
  message,
  error,
  details,
  omitted,
}: ErrorBody): ResponseError | undefined => {
  const status = Object.hasOwn(statuses, statusCode) ? statuses[statusCode as keyof Statuses] : undefined
  if (status?.error !== error) return undefined
  const body = { statusCode, message, error, ...(details && { details }), ...(omitted !== undefined && { omitted }) }
  const Class: new (body: never) => ResponseError = classes[status.name]
  return new Class(body as never)
}
