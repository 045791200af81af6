import { PgTypes } from "@effect/sql-pg"
import * as Result from "effect/Result"

// A set of values is one array parameter, whatever its size. The element type is explicit, because it cannot be inferred
// from an array that is empty or holds only nulls.
const arrayOf =
  (elementType: number) =>
  (values: ReadonlyArray<unknown>): PgTypes.Parameter =>
    Result.getOrThrow(PgTypes.array(values, elementType))

export const texts: (values: ReadonlyArray<string | null>) => PgTypes.Parameter = arrayOf(PgTypes.OID.text)
export const uuids: (values: ReadonlyArray<string | null>) => PgTypes.Parameter = arrayOf(PgTypes.OID.uuid)
export const integers: (values: ReadonlyArray<number | null>) => PgTypes.Parameter = arrayOf(PgTypes.OID.int4)
