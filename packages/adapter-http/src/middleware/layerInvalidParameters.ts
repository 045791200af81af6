import { Effect, SchemaIssue } from "effect"
import { HttpApiMiddleware } from "effect/http-api"
import { BadRequest } from "../api/errors.ts"
import { InvalidParameters } from "../api/InvalidParameters.ts"

const unknownParameter = "is not a known parameter"

const formatIssues = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) => (issue._tag === "UnexpectedKey" ? unknownParameter : SchemaIssue.defaultLeafHook(issue)),
})

/** Turns invalid query parameters into a 400 that names each of them. */
export const layerInvalidParameters = HttpApiMiddleware.layerSchemaErrorTransform(InvalidParameters, (error) => {
  // A response that does not match its schema is a defect of this server.
  if (error.kind !== "Query") return Effect.die(error)
  const details = formatIssues(error.cause.issue).issues.map(({ path, message }) => ({
    field: String(path?.[0] ?? "query"),
    code: message === unknownParameter ? ("unknown_property" as const) : ("invalid_value" as const),
    message,
  }))
  return Effect.fail(new BadRequest({ message: "Invalid query parameters", details }))
})
