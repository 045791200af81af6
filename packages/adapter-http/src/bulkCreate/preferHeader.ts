/**
 * Whether a `Prefer` header (RFC 7240) contains `return=representation`. If a preference is repeated, the first
 * applies.
 */
export const prefersRepresentation = (prefer: string | undefined): boolean => {
  for (const preference of (prefer ?? "").split(",")) {
    const value = /^\s*return\s*=\s*"?([\w-]+)"?\s*(;|$)/i.exec(preference)?.[1]
    if (value !== undefined) return value.toLowerCase() === "representation"
  }
  return false
}
