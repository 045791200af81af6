import { Effect, SchemaIssue } from "effect"
import { HttpApiMiddleware } from "effect/http-api"
import { BadRequest } from "../api/errors.ts"
import { InvalidParameters } from "../api/InvalidParameters.ts"
import { listDetails } from "../responses.ts"

const unknownParameter = "is not a known parameter"

const formatIssues = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) => (issue._tag === "UnexpectedKey" ? unknownParameter : SchemaIssue.defaultLeafHook(issue)),
})

/** Turns invalid query parameters into a 400 that names each of them. */
export const layerInvalidParameters = HttpApiMiddleware.layerSchemaErrorTransform(InvalidParameters, (error) => {
  // A response that does not match its schema is a defect of this server.
  if (error.kind !== "Query") return Effect.die(error)
  const details = formatIssues(error.cause.issue).issues.map(({ path, message }) => ({
    field: shorten(String(path?.[0] ?? "query")),
    code: message === unknownParameter ? ("unknown_property" as const) : ("invalid_value" as const),
    message,
  }))
  return Effect.fail(new BadRequest({ message: "Invalid query parameters", ...listDetails(details, 0) }))
})

/** The name of an unknown parameter is the client's text, of any length. */
const MAX_NAME_CHARACTERS = 100

const shorten = (name: string): string =>
  name.length > MAX_NAME_CHARACTERS ? `${name.slice(0, MAX_NAME_CHARACTERS).toWellFormed()}…` : name
