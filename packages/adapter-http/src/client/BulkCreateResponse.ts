import type { BulkCreateCustomerContactsDto, CustomerContactBulkResponseDto, ErrorDetail } from "../api/schemas.ts"
import type { ContactOutcome } from "./ContactOutcome.ts"

/** The body of a request: the contacts, and the defaults for them. */
export type BulkCreateRequestBody = typeof BulkCreateCustomerContactsDto.Type

type ResponseBody = typeof CustomerContactBulkResponseDto.Type

/**
 * Numbers of contacts given, created and skipped: `total = created + skipped`. With the option `lenient` also the number
 * of invalid contacts, which were left out: `total = created + skipped + invalid`.
 */
export interface BulkCreateResponse extends Omit<ResponseBody, "contacts" | "details"> {
  /** What is wrong with the invalid contacts: the first 100 problems, if there are any. Only with the option `lenient`. */
  readonly details?: ReadonlyArray<ErrorDetail>
  /** What happened to each contact, in the order of the request. Only with the option `outcomes`. */
  readonly outcomes?: ReadonlyArray<ContactOutcome>
  /** Whether this is the response to an earlier request with the same idempotency key. */
  readonly replayed: boolean
  /** The import under which the request was recorded: `undoImport` undoes it. Only with the option `import`. */
  readonly importId?: string
}

/** The response, from its body and its headers. */
export const toBulkCreateResponse = (
  { contacts, ...counts }: ResponseBody,
  header: (name: string) => string | null | undefined,
): BulkCreateResponse => {
  const importId = header("import-id") ?? undefined
  return {
    ...counts,
    ...(contacts !== undefined && { outcomes: contacts }),
    replayed: header("idempotency-replayed") === "true",
    ...(importId !== undefined && { importId }),
  }
}
