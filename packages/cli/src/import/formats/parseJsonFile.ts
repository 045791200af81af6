import { type BulkCreateDefaults, MAX_JSON_NAMES, parseJson } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { ImportRejected, rejectProblems } from "../ImportRejected.ts"

interface JsonFile {
  readonly contacts: ReadonlyArray<unknown>
  readonly defaults: BulkCreateDefaults
}

/** The body of a request to the HTTP API. The contacts are validated where they are created. */
const Body = Schema.Struct({
  contacts: Schema.Array(Schema.Unknown),
  accountIds: Schema.optionalKey(Schema.NullOr(Schema.Union([Schema.String, Schema.Array(Schema.String)]))),
  contactType: Schema.optionalKey(Schema.NullOr(Schema.String)),
  source: Schema.optionalKey(Schema.NullOr(Schema.String)),
})

const decodeBody = Schema.decodeUnknownEffect(Body, { errors: "all", onExcessProperty: "error" })

const formatIssues = SchemaIssue.makeFormatterStandardSchemaV1()

/** Levels of a whole file. Each contact is checked where it is created. */
export const MAX_DEPTH = 64

const limits = { maxDepth: MAX_DEPTH, maxValues: 10_000_000, maxNames: MAX_JSON_NAMES }

/** Longer text does not fit into a string of Node.js. */
const MAX_BYTES = 512 * 1024 * 1024 - 32

/** Rejects a file that is too large, before it is read. */
export const requireJsonSize = (bytes: number): Effect.Effect<void, ImportRejected> =>
  bytes > MAX_BYTES ? reject("the file is larger than 512 MiB; NDJSON files have no limit") : Effect.void

/** Reads a JSON file: an array of contacts, or the body of a request to the HTTP API. */
export const parseJsonFile = Effect.fnUntraced(function* (
  bytes: Uint8Array,
): Effect.fn.Return<JsonFile, ImportRejected> {
  const value = yield* parse(bytes)
  if (Array.isArray(value)) return { contacts: value, defaults: {} }
  const { contacts, ...defaults } = yield* Effect.mapError(decodeBody(value), ({ issue }) =>
    rejectProblems(
      formatIssues(issue).issues.map(({ path = [], message }) => ({
        field: path.join(".") || "body",
        code: "wrong_type",
        message,
      })),
    ),
  )
  return { contacts, defaults }
})

const parse = Effect.fnUntraced(function* (bytes: Uint8Array): Effect.fn.Return<unknown, ImportRejected> {
  const text = yield* Effect.try({
    try: () => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
    catch: () => new ImportRejected({ reason: "the file is not valid UTF-8" }),
  })
  return yield* Effect.mapError(
    Effect.fromResult(parseJson(text, limits)),
    ({ message }) => new ImportRejected({ reason: `the file ${message}` }),
  )
})

const reject = (reason: string) => Effect.fail(new ImportRejected({ reason }))
