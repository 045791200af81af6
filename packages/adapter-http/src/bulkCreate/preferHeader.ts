/** Whether a `Prefer` header (RFC 7240) asks for `return=representation`. Of a preference given twice, the first counts. */
export const prefersRepresentation = (prefer: string | undefined): boolean => {
  for (const preference of (prefer ?? "").split(",")) {
    const value = /^\s*return\s*=\s*"?([\w-]+)"?\s*(;|$)/i.exec(preference)?.[1]
    if (value !== undefined) return value.toLowerCase() === "representation"
  }
  return false
}
