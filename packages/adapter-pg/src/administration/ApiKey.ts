import { hash, randomBytes } from "node:crypto"
import * as Redacted from "effect/Redacted"

/** Lets scanners for leaked secrets recognize a key. */
const MARK = "bck_"
const RANDOM_BYTES = 32
const PREFIX_CHARACTERS = MARK.length + 8

/** Makes a key: a recognizable mark and 256 random bits. */
export const makeApiKey = (): Redacted.Redacted<string> =>
  Redacted.make(MARK + randomBytes(RANDOM_BYTES).toString("base64url"), { label: "API key" })

/** The part of a key that may be shown: enough to identify it in its organization, too little to guess the rest. */
export const prefixOf = (key: Redacted.Redacted<string>): string => Redacted.value(key).slice(0, PREFIX_CHARACTERS)

/** Whether this is the prefix of a key that `makeApiKey` made. */
export const isPrefix = (key: Redacted.Redacted<string>): boolean =>
  Redacted.value(key).startsWith(MARK) && Redacted.value(key).length === PREFIX_CHARACTERS

/** The SHA-256 of a key, in hex. The database stores this in place of the key. */
export const hashOf = (key: Redacted.Redacted<string>): string => hash("sha256", Redacted.value(key))
