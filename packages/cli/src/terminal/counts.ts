const format = new Intl.NumberFormat("en", { maximumFractionDigits: 0 })

/** A count as people read it: `5,000`. */
export const formatCount = (count: number): string => format.format(count)

/** So many contacts, in words: `1 contact`, `5,000 contacts`. */
export const formatContacts = (count: number): string => `${formatCount(count)} ${count === 1 ? "contact" : "contacts"}`
