import type * as HttpClientError from "effect/http/HttpClientError"
import type * as Schema from "effect/Schema"
import type * as Errors from "../api/errors.ts"
import type { BulkCreateCustomerContactsDto, CustomerContactBulkResponseDto } from "../api/schemas.ts"
import type { InconsistentResponse, RedirectRejected, ResponseTimeout, ResponseTooLarge } from "./clientErrors.ts"

/** The body of a request: the contacts, and the defaults for them. */
export type BulkCreateRequestBody = typeof BulkCreateCustomerContactsDto.Type

type ResponseBody = typeof CustomerContactBulkResponseDto.Type

/**
 * Numbers of contacts given, created and skipped: `total = created + skipped`. With the option `lenient` also the number
 * of invalid contacts, which were left out: `total = created + skipped + invalid`.
 */
export interface BulkCreateResponse extends Omit<ResponseBody, "contacts"> {
  /** What happened to each contact, in the order of the request. Only with the option `outcomes`. */
  readonly outcomes?: NonNullable<ResponseBody["contacts"]>
  /** Whether this is the response to an earlier request with the same idempotency key. */
  readonly replayed: boolean
  /** The import under which the request was recorded: `undoImport` undoes it. Only with the option `import`. */
  readonly importId?: string
}

/** The response, from its body and its headers. */
export const toBulkCreateResponse = (
  { contacts, ...counts }: ResponseBody,
  headers: Readonly<Record<string, string | undefined>>,
): BulkCreateResponse => {
  const importId = headers["import-id"]
  return {
    ...counts,
    ...(contacts !== undefined && { outcomes: contacts }),
    replayed: headers["idempotency-replayed"] === "true",
    ...(importId !== undefined && { importId }),
  }
}

/**
 * Why a call failed: an error response of the server, whose class has the name of its status; an `HttpClientError` if
 * there was no response or not one of this API; a `SchemaError` if the request or the response does not match the
 * contract; or an error of the client about a response that it does not accept.
 */
export type BulkCreateError =
  | Errors.BadRequest
  | Errors.Unauthorized
  | Errors.NotFound
  | Errors.MethodNotAllowed
  | Errors.RequestTimeout
  | Errors.Conflict
  | Errors.PayloadTooLarge
  | Errors.UnsupportedMediaType
  | Errors.UnprocessableEntity
  | Errors.TooManyRequests
  | Errors.InternalServerError
  | Errors.ServiceUnavailable
  | RedirectRejected
  | ResponseTooLarge
  | ResponseTimeout
  | InconsistentResponse
  | HttpClientError.HttpClientError
  | Schema.SchemaError
