import type { BulkCreateCustomerContactsDto, CustomerContactBulkResponseDto } from "../api/schemas.ts"

/** The body of a request: the contacts, and the defaults for them. */
export type BulkCreateRequestBody = typeof BulkCreateCustomerContactsDto.Type

type ResponseBody = typeof CustomerContactBulkResponseDto.Type

/**
 * Numbers of contacts given, created and skipped: `total = created + skipped`. With the option `lenient` also the number
 * of invalid contacts, which were left out: `total = created + skipped + invalid`.
 */
export interface BulkCreateResponse extends Omit<ResponseBody, "contacts"> {
  /** What happened to each contact, in the order of the request. Only with the option `outcomes`. */
  readonly outcomes?: NonNullable<ResponseBody["contacts"]>
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
