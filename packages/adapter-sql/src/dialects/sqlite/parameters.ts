import type { IdType } from "../../mapping/ids.ts"
import { Parameters } from "../Parameters.ts"

export const makeParameters = (): Parameters => new Parameters(() => "?")

/** An id as SQL. */
export const idParameter = (parameters: Parameters, value: string, type: IdType): string =>
  type === "integer" ? `cast(${parameters.add(value)} as integer)` : parameters.add(value)
