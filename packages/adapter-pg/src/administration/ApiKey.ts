import { createHash, randomBytes } from "node:crypto"
import { Redacted } from "effect"

const MARK = "bck_"
const RANDOM_BYTES = 32
const PREFIX_CHARACTERS = MARK.length + 8

/** A new key: a mark that scanners for leaked secrets can look for, and 256 random bits. */
export const makeApiKey = (): Redacted.Redacted<string> =>
  Redacted.make(MARK + randomBytes(RANDOM_BYTES).toString("base64url"), { label: "API key" })

/** What of a key may be seen: enough to tell it from the others of its organization, too little to guess it. */
export const prefixOf = (key: Redacted.Redacted<string>): string => Redacted.value(key).slice(0, PREFIX_CHARACTERS)

/** Whether it is what `prefixOf` makes of a new key. */
export const isPrefix = (key: Redacted.Redacted<string>): boolean =>
  Redacted.value(key).startsWith(MARK) && Redacted.value(key).length === PREFIX_CHARACTERS

/** What is stored of a key: its SHA-256, here in hex. */
export const hashOf = (key: Redacted.Redacted<string>): string =>
  createHash("sha256").update(Redacted.value(key)).digest("hex")
