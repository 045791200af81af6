import * as Schema from "effect/Schema"

/** Returns what is wrong with a value, in words that continue a sentence beginning with the parameter's name. */
type Check = (value: string) => string | undefined

/**
 * A query parameter that may be absent. If it is given, it is given once and is not empty. `check` says what else is
 * required.
 */
export const parameter = (description: string, check: Check = () => undefined) =>
  Schema.optionalKey(
    Schema.String.annotate({ description }).check(
      Schema.makeFilter((value: string) => (value === "" ? "must not be empty" : check(value))),
    ),
  )
