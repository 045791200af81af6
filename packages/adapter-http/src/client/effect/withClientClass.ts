import type * as Errors from "../../api/errors.ts"
import { HttpError } from "../../api/HttpError.ts"
import { type ResponseError, toResponseError } from "../responseErrors.ts"

/** An error response as the contract's schemas decode it. */
type DecodedError = InstanceType<(typeof Errors)[Exclude<keyof typeof Errors, "NotAcceptable">]>

/** An error response in the class that the client exports, and any other error as it is. */
export const withClientClass = <E>(error: E): Exclude<E, DecodedError> | ResponseError =>
  ((error instanceof HttpError ? toResponseError(error) : undefined) ?? error) as Exclude<E, DecodedError>
