import type { IdType } from "../../mapping/ids.ts"
import { Parameters } from "../Parameters.ts"

/** How many values a list has at most. */
export const MAX_LIST = 5000

export const makeParameters = (): Parameters => new Parameters(() => "?")

/** An id as SQL. An integer is written as it is: compared with text, it would be rounded. */
export const idParameter = (parameters: Parameters, value: string, type: IdType): string =>
  type === "integer" ? String(BigInt(value)) : parameters.add(value)

/** A list of ids as SQL. */
export const listParameter = (parameters: Parameters, values: ReadonlyArray<string>, type: IdType): string =>
  `(${values.map((value) => idParameter(parameters, value, type)).join(", ")})`

/** A time in UTC, as `datetime` takes it. */
export const timeParameter = (parameters: Parameters, date: Date): string =>
  parameters.add(date.toISOString().replace("T", " ").replace("Z", ""))
