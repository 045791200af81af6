import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import { BadRequest } from "./errors.ts"

/** Rejects query parameters that are unknown or have an invalid value, and names them. */
export class InvalidParameters extends HttpApiMiddleware.Service<InvalidParameters>()(
  "@bulk-contacts/adapter-http/InvalidParameters",
  { error: BadRequest },
) {}
