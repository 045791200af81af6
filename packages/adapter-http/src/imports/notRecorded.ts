import * as Effect from "effect/Effect"
import { NotFound } from "../api/errors.ts"

/** The response of a store that does not record imports, so that it has none. */
export const notRecorded = () => Effect.fail(new NotFound({ message: "This server does not record imports" }))
