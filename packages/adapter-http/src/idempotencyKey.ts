/** The key of an `Idempotency-Key` header: a quoted string (RFC 8941 §3.3.3) or, as most clients send it, bare. */
export const parseIdempotencyKey = (header: string): string => {
  const text = header.trim()
  return /^"(?:[^"\\]|\\["\\])*"$/.test(text) ? text.slice(1, -1).replace(/\\(["\\])/g, "$1") : text
}
