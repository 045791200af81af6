import type { StreamedContact } from "@bulk-contacts/core"
import type * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

const encoder = new TextEncoder()

/**
 * Contacts as NDJSON, one line each. A row that cannot be read becomes `null`, which is not a contact: so it is counted and
 * rejected like any other invalid one, and positions stay the same.
 */
export const toNdjson = <E, R>(rows: Stream.Stream<StreamedContact, E, R>): Stream.Stream<Uint8Array, E, R> =>
  Stream.mapArray(rows, (batch) => [
    encoder.encode(batch.map((row) => `${JSON.stringify("contact" in row ? row.contact : null)}\n`).join("")),
  ])

/** Reads contacts to their end, and returns the number of bytes that they have as NDJSON. */
export const sizeAsNdjson = <E, R>(rows: Stream.Stream<StreamedContact, E, R>): Effect.Effect<number, E, R> =>
  Stream.runFold(
    toNdjson(rows),
    () => 0,
    (size, bytes) => size + bytes.length,
  )
