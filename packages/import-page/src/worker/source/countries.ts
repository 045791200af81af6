import { checkDefaultCountry } from "@bulk-contacts/core"
import * as Result from "effect/Result"

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"]

/** ISO 3166-1 codes of the countries whose phone numbers are known. */
export const countries = (): ReadonlyArray<string> =>
  LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter((code) =>
    Result.isSuccess(checkDefaultCountry(code)),
  )
