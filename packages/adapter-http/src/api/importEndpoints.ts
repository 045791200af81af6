import * as HttpApi from "effect/http-api/HttpApi"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as OpenApi from "effect/http-api/OpenApi"
import * as Schema from "effect/Schema"
import { BadRequest, InternalServerError, MethodNotAllowed, NotFound, ServiceUnavailable } from "./errors.ts"
import { describeList } from "./openApi/describeList.ts"
import { pageOf, pageParameters } from "./page.ts"
import { IMPORTS_PATH } from "./paths.ts"

const count = (description: string) => Schema.Natural.annotate({ description })

/** An import in the list. */
export const ImportDto = Schema.Struct({
  id: Schema.String.annotate({ format: "uuid" }),
  name: Schema.String.annotate({ description: "Usually the name of a file", examples: ["leads.csv"] }),
  source: Schema.optionalKey(Schema.String.annotate({ description: "The source that the request gave to contacts" })),
  createdAt: Schema.String.annotate({ description: "In UTC", format: "date-time" }),
  total: count("How many contacts were provided"),
  created: count("How many contacts it created"),
  skipped: count("How many contacts it skipped, because their email existed"),
  invalid: Schema.optionalKey(count("How many contacts it left out. Only with Prefer: handling=lenient.")),
  remaining: count("How many of the contacts that it created still exist"),
  undoneAt: Schema.optionalKey(
    Schema.String.annotate({ description: "When it was undone for the first time, in UTC", format: "date-time" }),
  ),
}).annotate({ identifier: "Import" })

/** What an undo did. */
export const ImportUndoneDto = Schema.Struct({
  deleted: count("How many contacts were deleted").annotate({ examples: [2] }),
  alreadyGone: count("How many contacts of the import had been deleted before").annotate({ examples: [0] }),
}).annotate({ identifier: "ImportUndone" })

const errors = [BadRequest, NotFound, MethodNotAllowed, InternalServerError, ServiceUnavailable] as const

/** What the errors of the two endpoints say. */
export const listingErrors = { missing: "This server does not record imports" }
export const undoErrors = { missing: "Import not found", methods: "DELETE" }

/** Every parameter that is not known, empty, repeated or invalid is named. */
const strict = { onExcessProperty: "error", errors: "all" } as const

/** `GET /v1/accounts/contacts/imports`. */
export const listImportsEndpoint = HttpApiEndpoint.get("listImports", IMPORTS_PATH, {
  query: pageParameters,
  success: pageOf("imports", ImportDto).annotate({ identifier: "ImportPage" }),
  error: [...errors],
})
  .annotate(HttpApi.QueryParseOptions, strict)
  .annotateMerge(
    OpenApi.annotations({
      summary: "List imports",
      description: "A page of the bulk creates that were given a name with the parameter import, the newest first.",
      transform: describeList(listingErrors),
    }),
  )

/** `DELETE /v1/accounts/contacts/imports/{id}`. */
export const undoImportEndpoint = HttpApiEndpoint.delete("undoImport", `${IMPORTS_PATH}/:id`, {
  params: { id: Schema.String.annotate({ description: "The id of the import" }) },
  success: ImportUndoneDto,
  error: [...errors],
}).annotateMerge(
  OpenApi.annotations({
    summary: "Undo an import",
    description:
      "Soft-deletes the contacts that the import created and that still exist. Others are not touched. Atomic, and may be " +
      "repeated. Afterwards, the same request with the same Idempotency-Key creates the contacts again.",
    transform: describeList(undoErrors),
  }),
)
