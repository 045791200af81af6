import { HttpApiMiddleware } from "effect/http-api"
import { ServiceUnavailable } from "./errors.ts"

/** Rejects requests immediately when the server is at its load limit. */
export class LoadShedding extends HttpApiMiddleware.Service<LoadShedding>()(
  "@bulk-contacts/adapter-http/LoadShedding",
  { error: ServiceUnavailable },
) {}
