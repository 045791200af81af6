import { HttpApiMiddleware } from "effect/http-api"
import { TooManyRequests } from "./errors.ts"

/** Refuses requests of an API key beyond its rate limit. */
export class RateLimiting extends HttpApiMiddleware.Service<RateLimiting>()(
  "@bulk-contacts/adapter-http/RateLimiting",
  { error: TooManyRequests },
) {}
