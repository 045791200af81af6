import type { CsvOptions } from "@bulk-contacts/core"

/** The options of a CSV file as parameters of the query. */
export const csvParameters = ({ map = {}, ignore = [], keepRest, separator, header }: CsvOptions) => {
  const mappings = Object.entries(map).map(([column, target]) => `${column}=${target}`)
  return {
    ...(mappings.length > 0 && { map: mappings }),
    ...(ignore.length > 0 && { ignore }),
    ...(keepRest && { keepRest: "true" as const }),
    ...(separator !== undefined && { separator }),
    ...(header !== undefined && { header: String(header) }),
  }
}
