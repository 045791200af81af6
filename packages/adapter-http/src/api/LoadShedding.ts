import { HttpApiMiddleware } from "effect/http-api"
import { ServiceUnavailable } from "./errors.ts"

/** Refuses requests at once that the server has no room for. */
export class LoadShedding extends HttpApiMiddleware.Service<LoadShedding>()(
  "@bulk-contacts/adapter-http/LoadShedding",
  { error: ServiceUnavailable },
) {}
