import * as Context from "effect/Context"
import type { FairShare } from "./FairShare.ts"

/**
 * The event loop, shared by loops over many contacts. A server that provides it (a `FairShare` of capacity 1) lets them run
 * one after the other, so that the store works on the contacts of one request while those of the next are normalized.
 * Default: none, so that all of them go on side by side.
 */
export const LoopTurns = Context.Reference<FairShare | null>("@bulk-contacts/core/LoopTurns", {
  defaultValue: () => null,
})
