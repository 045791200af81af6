import type { ImportDto, ImportUndoneDto } from "../../api/importEndpoints.ts"
import type { CustomerContactBulkResponseDto, ErrorDetail } from "../../api/schemas.ts"
import type { ImportPage } from "../Import.ts"
import type { ErrorBody } from "../responseErrors.ts"
import { finite, listOf, literal, natural, optional, type Read, requireObject, struct, text } from "./readJson.ts"

type BulkCreated = typeof CustomerContactBulkResponseDto.Type
type Outcome = NonNullable<BulkCreated["contacts"]>[number]
type Skipped = Extract<Outcome, { readonly status: "skipped" }>
type Invalid = Extract<Outcome, { readonly status: "invalid" }>

const problem = { field: text, id: optional(text), code: text, message: text }
const details = listOf(struct<ErrorDetail>({ index: optional(natural), line: optional(natural), ...problem }))

const outcome = { index: natural, email: text }
const skipped = { ...outcome, status: literal("skipped") }

/** How to read an outcome, by its status, or by its reason if it was skipped. */
const outcomes: Readonly<Record<string, Read<Outcome>>> = {
  created: struct<Extract<Outcome, { readonly status: "created" }>>({
    ...outcome,
    status: literal("created"),
    id: optional(text),
  }),
  duplicate_in_request: struct<Extract<Skipped, { readonly reason: "duplicate_in_request" }>>({
    ...skipped,
    reason: literal("duplicate_in_request"),
    duplicateOf: natural,
  }),
  already_exists: struct<Extract<Skipped, { readonly reason: "already_exists" }>>({
    ...skipped,
    reason: literal("already_exists"),
    id: optional(text),
  }),
  invalid: struct<Invalid>({
    index: natural,
    status: literal("invalid"),
    problems: listOf(struct<Invalid["problems"][number]>(problem)),
    omitted: optional(natural),
  }),
}

const readOutcome: Read<Outcome> = (value) => {
  const { status, reason } = requireObject(value)
  const read = Object.hasOwn(outcomes, String(reason ?? status)) ? outcomes[String(reason ?? status)] : undefined
  if (read === undefined) throw new TypeError("expected an outcome")
  return read(value)
}

/** The body of a successful bulk create. Whether its counts are believed is another question. */
export const readBulkCreated = struct<BulkCreated>({
  total: finite,
  created: finite,
  skipped: finite,
  invalid: optional(finite),
  details: optional(details),
  omitted: optional(natural),
  contacts: optional(listOf(readOutcome)),
})

export const readImportPage = struct<ImportPage>({
  imports: listOf(
    struct<typeof ImportDto.Type>({
      id: text,
      name: text,
      source: optional(text),
      createdAt: text,
      total: natural,
      created: natural,
      skipped: natural,
      invalid: optional(natural),
      remaining: natural,
      undoneAt: optional(text),
    }),
  ),
  nextCursor: optional(text),
})

export const readImportUndone = struct<typeof ImportUndoneDto.Type>({ deleted: natural, alreadyGone: natural })

export const readError = struct<ErrorBody>({
  statusCode: natural,
  message: text,
  error: text,
  details: optional(details),
  omitted: optional(natural),
})
