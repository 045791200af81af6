/**
 * Limits on input. Those on raw text are checked before anything else, so that no value takes more time than its length
 * justifies.
 *
 * A field allows raw text several times as long as normalized text, because normalization makes text shorter: it trims,
 * and composes up to four UTF-16 units into one.
 */

/** How many times as long as normalized text raw text may be. */
const RAW = 4

/** Names and sources, in characters. */
export const MAX_TEXT = 255
export const MAX_RAW_TEXT = RAW * MAX_TEXT

/** Ids of accounts and contact types, idempotency keys and names of imports, in characters. */
export const MAX_IDENTIFIER = 255
export const MAX_RAW_IDENTIFIER = RAW * MAX_IDENTIFIER

/** An email address, in bytes: RFC 5321 §4.5.3.1 and RFC 3696, erratum 1690. */
export const MAX_LOCAL_PART = 64
export const MAX_DOMAIN = 255
export const MAX_ADDRESS = 254
export const MAX_RAW_ADDRESS = RAW * MAX_ADDRESS

/** A mailbox: an address and a name, whose encoded words (RFC 2047) take up to 12 characters for one. */
export const MAX_RAW_MAILBOX = MAX_RAW_ADDRESS + 12 * MAX_TEXT

/** A phone number as people write it, without what surrounds it. */
export const MAX_PHONE_NUMBER = 64
export const MAX_RAW_PHONE_NUMBER = RAW * MAX_PHONE_NUMBER

export const MAX_URL = 2048
export const MAX_RAW_URL = RAW * MAX_URL

/** The ids in one list. */
export const MAX_ACCOUNT_IDS = 10_000

/** Default accounts that any number of contacts may take, and how often contacts may refer to more than that in all. */
export const MAX_DEFAULT_ACCOUNTS = 100
export const MAX_DEFAULT_REFERENCES = 1_000_000

/** `metadata`, and `customFieldValues`: bytes of JSON and levels of each. */
export const MAX_JSON_BYTES = 16 * 1024
export const MAX_JSON_DEPTH = 16

/**
 * Different names of properties in one JSON text. Each that has not been seen before takes V8 a hundred times as long as
 * one that has.
 */
export const MAX_JSON_NAMES = 100_000

/** All JSON of one contact, whatever it is. */
export const CONTACT_JSON = { maxDepth: 64, maxValues: 20_000, maxNames: 20_000 }

/** The JSON text of one contact, in UTF-16 units. */
export const MAX_CONTACT_JSON_TEXT = 256 * 1024

/**
 * Combining marks in a row. The time to put them in order grows with the square of their number; no language needs more
 * than a few (UAX #15 §13 calls text with at most 30 stream-safe).
 */
export const MAX_COMBINING_MARKS = 30
