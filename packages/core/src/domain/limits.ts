/** What is checked before anything else touches a value, so that no text costs more than its length. */

/** The JSON of one contact: as text, and what its fields may hold together. */
export const CONTACT_JSON = { maxDepth: 64, maxValues: 20_000 }
