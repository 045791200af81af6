const patterns = {
  return: /^\s*return\s*=\s*"?([\w-]+)"?\s*(;|$)/i,
  handling: /^\s*handling\s*=\s*"?([\w-]+)"?\s*(;|$)/i,
}

/**
 * The value of a preference in a `Prefer` header (RFC 7240), in lower case. If a preference is repeated, the first
 * applies.
 */
export const readPreference = (prefer: string | undefined, name: keyof typeof patterns): string | undefined => {
  if (prefer === undefined) return undefined
  for (const preference of prefer.split(",")) {
    const value = patterns[name].exec(preference)?.[1]
    if (value !== undefined) return value.toLowerCase()
  }
  return undefined
}
