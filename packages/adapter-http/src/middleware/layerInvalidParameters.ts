import { Effect, SchemaIssue } from "effect"
import { HttpApiMiddleware } from "effect/http-api"
import { BadRequest } from "../api/errors.ts"
import { InvalidParameters } from "../api/InvalidParameters.ts"

const formatIssues = SchemaIssue.makeFormatterStandardSchemaV1()

/** Turns invalid query parameters into a 400 that names each of them. */
export const layerInvalidParameters = HttpApiMiddleware.layerSchemaErrorTransform(InvalidParameters, (error) => {
  // A response that does not match its schema is a defect of this server.
  if (error.kind !== "Query") return Effect.die(error)
  const details = formatIssues(error.cause.issue).issues.map(({ path, message }) => ({
    field: String(path?.[0] ?? "query"),
    message,
  }))
  return Effect.fail(new BadRequest({ message: "Invalid query parameters", details }))
})
