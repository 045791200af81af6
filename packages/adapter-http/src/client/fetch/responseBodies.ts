import type { CustomerContactBulkResponseDto, ErrorDetail } from "../../api/schemas.ts"
import type {
  ContactOutcome,
  CreatedOutcome,
  DuplicateOutcome,
  ExistingOutcome,
  InvalidOutcome,
} from "../ContactOutcome.ts"
import type { Import, ImportPage, ImportUndone } from "../Import.ts"
import type { ErrorBody } from "../responseErrors.ts"
import { finite, listOf, literal, natural, optional, type Read, requireObject, struct, text } from "./readJson.ts"

type BulkCreated = typeof CustomerContactBulkResponseDto.Type

const problem = { field: text, id: optional(text), code: text, message: text }
const details = listOf(struct<ErrorDetail>({ index: optional(natural), line: optional(natural), ...problem }))

const outcome = { index: natural, email: text }
const skipped = { ...outcome, status: literal("skipped") }

/** How to read an outcome, by its status, or by its reason if it was skipped. */
const outcomes: Readonly<Record<string, Read<ContactOutcome>>> = {
  created: struct<CreatedOutcome>({
    ...outcome,
    status: literal("created"),
    id: optional(text),
  }),
  duplicate_in_request: struct<DuplicateOutcome>({
    ...skipped,
    reason: literal("duplicate_in_request"),
    duplicateOf: natural,
  }),
  already_exists: struct<ExistingOutcome>({
    ...skipped,
    reason: literal("already_exists"),
    id: optional(text),
  }),
  invalid: struct<InvalidOutcome>({
    index: natural,
    status: literal("invalid"),
    problems: listOf(struct<InvalidOutcome["problems"][number]>(problem)),
    omitted: optional(natural),
  }),
}

const readOutcome: Read<ContactOutcome> = (value) => {
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
    struct<Import>({
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

export const readImportUndone = struct<ImportUndone>({ deleted: natural, alreadyGone: natural })

export const readError = struct<ErrorBody>({
  statusCode: natural,
  message: text,
  error: text,
  details: optional(details),
  omitted: optional(natural),
})
