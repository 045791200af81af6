import * as Predicate from "effect/Predicate"
import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
import { checkOptions } from "./checkOptions.ts"

export interface CheckedCallOptions extends BulkCreateOptions {
  readonly signal?: AbortSignal
}

/** Copies the options of a call that can be aborted. Throws a `TypeError` that names the option that is unknown or has the wrong type. */
export const checkCallOptions = (options: unknown): CheckedCallOptions => {
  if (!Predicate.isObject(options)) return checkOptions(options)
  const { signal, ...rest } = options
  const checked = checkOptions(rest)
  if (signal === undefined) return checked
  if (!isAbortSignal(signal)) throw new TypeError("The option `signal` must be an AbortSignal")
  return { ...checked, signal }
}

/** Any implementation of it: hosts may have a polyfill, or another realm's. */
const isAbortSignal = (signal: unknown): signal is AbortSignal =>
  Predicate.isObject(signal) &&
  typeof signal["aborted"] === "boolean" &&
  typeof signal["addEventListener"] === "function" &&
  typeof signal["removeEventListener"] === "function"
