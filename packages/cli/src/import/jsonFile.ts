import { type BulkCreateDefaults, parseJson } from "@bulk-contacts/core"
import { Effect, Schema, SchemaIssue } from "effect"
import { ImportRefused, refuseProblems } from "./ImportRefused.ts"

interface JsonFile {
  readonly contacts: ReadonlyArray<unknown>
  readonly defaults: BulkCreateDefaults
}

/** The body of a request to the HTTP API. What its contacts are is looked at where they are created. */
const Body = Schema.Struct({
  contacts: Schema.Array(Schema.Unknown),
  accountIds: Schema.optionalKey(Schema.NullOr(Schema.Union([Schema.String, Schema.Array(Schema.String)]))),
  contactType: Schema.optionalKey(Schema.NullOr(Schema.String)),
  source: Schema.optionalKey(Schema.NullOr(Schema.String)),
})

/** Levels and values of a whole file. */
const limits = { maxDepth: 64, maxValues: 10_000_000 }

const decodeBody = Schema.decodeUnknownEffect(Body, { errors: "all", onExcessProperty: "error" })

const formatIssues = SchemaIssue.makeFormatterStandardSchemaV1()

/** Reads a JSON file: an array of contacts, or the body of a request to the HTTP API. */
export const parseJsonFile = Effect.fnUntraced(function* (
  bytes: Uint8Array,
): Effect.fn.Return<JsonFile, ImportRefused> {
  const text = yield* Effect.try({
    try: () => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
    catch: () => new ImportRefused({ reason: "it is not valid UTF-8" }),
  })
  const value = yield* Effect.mapError(
    Effect.fromResult(parseJson(text, limits)),
    ({ message }) => new ImportRefused({ reason: `it ${message}` }),
  )
  if (Array.isArray(value)) return { contacts: value, defaults: {} }
  const { contacts, ...defaults } = yield* Effect.mapError(decodeBody(value), ({ issue }) =>
    refuseProblems(
      formatIssues(issue).issues.map(({ path = [], message }) => ({
        field: path.join(".") || "body",
        code: "wrong_type",
        message,
      })),
    ),
  )
  return { contacts, defaults }
})
