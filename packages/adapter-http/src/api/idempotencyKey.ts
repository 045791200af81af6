/**
 * The key of an `Idempotency-Key` header: a quoted string (RFC 8941 §3.3.3) or, as most clients send it, bare. Undefined
 * where there is none: interactive documentation sends headers that were left empty.
 */
export const parseIdempotencyKey = (header: string | undefined): string | undefined => {
  const text = header?.trim()
  if (text === undefined || text === "") return undefined
  return /^"(?:[^"\\]|\\["\\])*"$/.test(text) ? text.slice(1, -1).replace(/\\(["\\])/g, "$1") : text
}

/** The header for a key: a quoted string, in which every key means itself. */
export const formatIdempotencyKey = (key: string): string => `"${key.replace(/["\\]/g, "\\$&")}"`
