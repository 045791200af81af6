import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import { BadRequest } from "./errors.ts"

/** Reads the query as it was sent, and rejects parameters that cannot be decoded. It comes after `InvalidParameters`. */
export class QueryParameters extends HttpApiMiddleware.Service<QueryParameters>()(
  "@bulk-contacts/adapter-http/QueryParameters",
  { error: BadRequest },
) {}
