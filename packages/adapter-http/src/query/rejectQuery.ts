import * as Effect from "effect/Effect"
import { BadRequest } from "../api/errors.ts"
import type { ErrorDetail } from "../api/schemas.ts"
import { listDetails } from "../responses.ts"

/** The name of an unknown parameter is the client's text, of any length. */
const MAX_NAME_CHARACTERS = 100

const shorten = (name: string): string =>
  name.length > MAX_NAME_CHARACTERS ? `${name.slice(0, MAX_NAME_CHARACTERS).toWellFormed()}…` : name

/** The 400 that names each parameter and what is wrong with it. */
export const rejectQuery = (problems: ReadonlyArray<Pick<ErrorDetail, "field" | "code" | "message">>) =>
  Effect.fail(
    new BadRequest({
      message: "Invalid query parameters",
      ...listDetails(
        problems.map((problem) => ({ ...problem, field: shorten(problem.field) })),
        0,
      ),
    }),
  )
