import * as Result from "effect/Result"
import type { CountryCode } from "libphonenumber-js/core"
import { type Normalized, reject } from "../Rejection.ts"
import { isCountry } from "./countries.ts"

/** The country of phone numbers without a country code: ISO 3166-1 alpha-2 (`DE`). Null if they are rejected. */
export type DefaultCountry = CountryCode | null

/** Checks the code of a default country, in upper or lower case. */
export const checkDefaultCountry = (input: unknown): Normalized<DefaultCountry> => {
  if (input === undefined || input === null || input === "") return Result.succeed(null)
  const country = typeof input === "string" && input.length === 2 ? input.toUpperCase() : ""
  return isCountry(country)
    ? Result.succeed(country)
    : reject("invalid_value", "must be the ISO 3166-1 alpha-2 code of a country, such as DE")
}
