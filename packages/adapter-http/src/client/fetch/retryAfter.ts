/** The time in milliseconds that a `Retry-After` header (RFC 9110 §10.2.3) asks for: 0 if it is absent or not valid. */
export const retryAfter = (header: string | null | undefined): number => {
  const text = header?.trim() ?? ""
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const date = /^[A-Z][a-z]+,? /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now())
}
