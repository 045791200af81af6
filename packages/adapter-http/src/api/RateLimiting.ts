import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import { TooManyRequests } from "./errors.ts"

/** Rejects requests of an API key that exceed its rate limit. */
export class RateLimiting extends HttpApiMiddleware.Service<RateLimiting>()(
  "@bulk-contacts/adapter-http/RateLimiting",
  { error: TooManyRequests },
) {}
