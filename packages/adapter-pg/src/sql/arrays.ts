import { PgTypes } from "@effect/sql-pg"
import { Result } from "effect"

// Sets travel as arrays: one parameter each, however many values. The type is said, because that of an array which is
// empty or holds nothing but nulls cannot be told from its values.
const arrayOf =
  (elementType: number) =>
  (values: ReadonlyArray<unknown>): PgTypes.Parameter =>
    Result.getOrThrow(PgTypes.array(values, elementType))

export const texts: (values: ReadonlyArray<string | null>) => PgTypes.Parameter = arrayOf(PgTypes.OID.text)
export const uuids: (values: ReadonlyArray<string>) => PgTypes.Parameter = arrayOf(PgTypes.OID.uuid)
export const integers: (values: ReadonlyArray<number>) => PgTypes.Parameter = arrayOf(PgTypes.OID.int4)
