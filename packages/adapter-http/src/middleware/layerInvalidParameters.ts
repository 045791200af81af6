import * as Effect from "effect/Effect"
import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import * as SchemaAST from "effect/SchemaAST"
import * as SchemaIssue from "effect/SchemaIssue"
import { InvalidParameters } from "../api/InvalidParameters.ts"
import { rejectQuery } from "../query/rejectQuery.ts"

const unknownParameter = "is not a known parameter"

const formatIssues = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) => {
    if (issue._tag === "UnexpectedKey") return unknownParameter
    // What is not text is the array of the values of a parameter that was given several times.
    const isRepeated = issue._tag === "InvalidType" && SchemaAST.isString(issue.ast)
    return isRepeated ? "must be given once" : SchemaIssue.defaultLeafHook(issue)
  },
})

/** Turns invalid query parameters into a 400 that names each of them. */
export const layerInvalidParameters = HttpApiMiddleware.layerSchemaErrorTransform(InvalidParameters, (error) => {
  // A response that does not match its schema is a defect of this server.
  if (error.kind !== "Query") return Effect.die(error)
  return rejectQuery(
    formatIssues(error.cause.issue).issues.map(({ path, message }) => ({
      field: String(path?.[0] ?? "query"),
      code: message === unknownParameter ? "unknown_property" : "invalid_value",
      message,
    })),
  )
})
