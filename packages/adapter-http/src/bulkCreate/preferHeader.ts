/**
 * The value of a preference in a `Prefer` header (RFC 7240), in lower case. If a preference is repeated, the first
 * applies.
 */
export const readPreference = (prefer: string | undefined, name: "return" | "handling"): string | undefined => {
  const pattern = new RegExp(`^\\s*${name}\\s*=\\s*"?([\\w-]+)"?\\s*(;|$)`, "i")
  for (const preference of (prefer ?? "").split(",")) {
    const value = pattern.exec(preference)?.[1]
    if (value !== undefined) return value.toLowerCase()
  }
  return undefined
}
