/** The types of ids. */
export const types = { text: "text", integer: "bigint", uuid: "uuid" } as const

/** Values as the text of an array: a set is one parameter, whatever its size. */
export const textArray = (values: ReadonlyArray<string | number | null>): string =>
  `{${values.map((value) => (value === null ? "NULL" : `"${String(value).replaceAll(/["\\]/g, "\\$&")}"`)).join(",")}}`
