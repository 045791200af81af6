import type { RowStatus } from "../protocol.ts"

/** What becomes of a row, as a number that fits into a byte. */
export const NOTHING = 0
export const VALID = 1
export const REPEATED = 2
export const INVALID = 3
export const LEFT_OUT = 4
/** Only the server knows these two. */
export const CREATED = 5
export const EXISTING = 6

/** The names of the numbers. A row without values has none. */
export const statusNames: Readonly<Record<number, RowStatus>> = {
  [VALID]: "valid",
  [REPEATED]: "repeated",
  [INVALID]: "invalid",
  [LEFT_OUT]: "leftOut",
  [CREATED]: "created",
  [EXISTING]: "existing",
}
