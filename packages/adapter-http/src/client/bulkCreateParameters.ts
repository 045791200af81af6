import type { BulkCreateDefaults, BulkCreateOptions, CsvOptions } from "@bulk-contacts/core"
import * as SecureRandom from "effect/crypto/SecureRandom"
import { formatIdempotencyKey } from "../api/idempotencyKey.ts"

/** What a bulk create is asked for, apart from its contacts. */
export interface BulkCreateParameters {
  readonly options: BulkCreateOptions
  readonly defaults?: BulkCreateDefaults
  readonly csv?: CsvOptions
}

/** The query and the headers of a bulk create. Its idempotency key is a random one by default; a dry run has none. */
export const bulkCreateParameters = ({ options, defaults = {}, csv = {} }: BulkCreateParameters) => {
  const { dryRun = false, outcomes = false, lenient = false, defaultCountry, import: importName } = options
  const { idempotencyKey = SecureRandom.uuidV4Unsafe() } = options
  const preferences = [...(outcomes ? ["return=representation"] : []), ...(lenient ? ["handling=lenient"] : [])]
  const { accountIds, contactType, source } = defaults
  return {
    query: {
      ...(accountIds && { accountIds: [accountIds].flat() }),
      ...(contactType && { contactType }),
      ...(source && { source }),
      ...(defaultCountry && { defaultCountry }),
      ...(dryRun && { dryRun: "true" as const }),
      ...(importName !== undefined && { import: importName }),
      ...csvParameters(csv),
    },
    headers: {
      ...(!dryRun && { "idempotency-key": formatIdempotencyKey(idempotencyKey) }),
      ...(preferences.length > 0 && { prefer: preferences.join(", ") }),
    },
  }
}

/** The options of a CSV file as parameters of the query. */
const csvParameters = ({ map = {}, ignore = [], keepRest, separator, header }: CsvOptions) => {
  const mappings = Object.entries(map).map(([column, target]) => `${column}=${target}`)
  return {
    ...(mappings.length > 0 && { map: mappings }),
    ...(ignore.length > 0 && { ignore }),
    ...(keepRest && { keepRest: "true" as const }),
    ...(separator !== undefined && { separator }),
    ...(header !== undefined && { header: String(header) }),
  }
}
