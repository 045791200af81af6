import * as Effect from "effect/Effect"
import * as Base64Url from "effect/encoding/Base64Url"
import * as Result from "effect/Result"
import { sha256 } from "../digests.ts"
import { rejectQuery } from "../query/rejectQuery.ts"

/**
 * What a cursor belongs to: the name of the list, the organization, the sort order and the filters, always in the same
 * order.
 */
export type CursorScope = ReadonlyArray<string | null>

/** Enough that no damage and no other scope goes unnoticed. */
const CHECK_BYTES = 12

/**
 * Makes the cursor of a page that begins after `position`. It is bound to its scope, but not secret and not signed: whoever
 * forges one chooses another position in the same list, which the organization may read anyway. So the position in a
 * cursor may be any text: the list must check it.
 */
export const encodeCursor = (scope: CursorScope, position: string): Effect.Effect<string> =>
  Effect.map(checkOf(scope, position), (check) => Base64Url.encode(concat(check, new TextEncoder().encode(position))))

/**
 * The position in a cursor. Fails with a 400 that names `cursor` if it is damaged or belongs to another scope, or if its
 * position has a NUL (U+0000), which is in no item and which PostgreSQL rejects.
 */
export const decodeCursor = Effect.fnUntraced(function* (scope: CursorScope, cursor: string) {
  const bytes = Base64Url.decode(cursor)
  if (Result.isFailure(bytes)) return yield* invalidCursor
  const position = new TextDecoder().decode(bytes.success.subarray(CHECK_BYTES))
  // Also unequal if base64 text has other forms of the same bytes.
  if ((yield* encodeCursor(scope, position)) !== cursor || position.includes("\0")) return yield* invalidCursor
  return position
})

const checkOf = (scope: CursorScope, position: string) =>
  Effect.promise(async () => {
    const text = new TextEncoder().encode(JSON.stringify([position, ...scope]))
    return (await sha256(text)).subarray(0, CHECK_BYTES)
  })

const concat = (one: Uint8Array, other: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(one.length + other.length)
  bytes.set(one)
  bytes.set(other, one.length)
  return bytes
}

/** The 400 for a cursor that does not name a position of this list. */
export const invalidCursor = Effect.suspend(() =>
  rejectQuery([
    {
      field: "cursor",
      code: "invalid_value",
      message:
        "is damaged, or belongs to other filters, another sort order or another organization: start without a cursor",
    },
  ]),
)
