import { Effect, SchemaIssue } from "effect"
import { HttpApiMiddleware } from "effect/http-api"
import { BadRequest } from "../api/errors.ts"

/** Refuses query parameters that are unknown or have no valid value, by name. */
export class InvalidParameters extends HttpApiMiddleware.Service<InvalidParameters>()(
  "@bulk-contacts/adapter-http/InvalidParameters",
  { error: BadRequest },
) {}

const formatIssues = SchemaIssue.makeFormatterStandardSchemaV1()

export const invalidParameters = HttpApiMiddleware.layerSchemaErrorTransform(InvalidParameters, (error) => {
  // What we answer is ours: if it does not fit its schema, that is a defect.
  if (error.kind !== "Query") return Effect.die(error)
  const details = formatIssues(error.cause.issue).issues.map(({ path, message }) => ({
    field: String(path?.[0] ?? "query"),
    message,
  }))
  return Effect.fail(new BadRequest({ message: "Invalid query parameters", details }))
})
