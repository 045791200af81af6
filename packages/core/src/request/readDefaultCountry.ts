import * as Result from "effect/Result"
import type { Problems } from "../domain/Problem.ts"
import { checkDefaultCountry, type DefaultCountry } from "../domain/phone/DefaultCountry.ts"

/** The default country of a request: its own or else the policy's. Adds what is wrong with it to `problems`. */
export const readDefaultCountry = (
  requested: string | undefined,
  ofPolicy: string | null | undefined,
  problems: Problems,
): DefaultCountry => {
  const checked = checkDefaultCountry(requested || ofPolicy)
  if (Result.isSuccess(checked)) return checked.success
  problems.add({ field: "defaultCountry", ...checked.failure })
  return null
}
