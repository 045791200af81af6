/**
 * The key in an `Idempotency-Key` header: a quoted string (RFC 8941 §3.3.3) or, as most clients send it, bare text.
 * Undefined if the header is absent or empty: interactive documentation sends empty headers.
 */
export const parseIdempotencyKey = (header: string | undefined): string | undefined => {
  const text = header?.trim()
  if (text === undefined || text === "") return undefined
  return /^"(?:[^"\\]|\\["\\])*"$/.test(text) ? text.slice(1, -1).replace(/\\(["\\])/g, "$1") : text
}

/** The header value for a key: a quoted string, which can hold any key. */
export const formatIdempotencyKey = (key: string): string => `"${key.replace(/["\\]/g, "\\$&")}"`
