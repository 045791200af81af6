import * as Effect from "effect/Effect"
import { loadOnce } from "../internal/loadOnce.ts"
import type { ContactChecker, ContactCheckerOptions } from "./ContactChecker.ts"

/**
 * Makes a checker. The first one loads everything that normalizes contacts, with the libraries for addresses and phone numbers:
 * more than half of what a program loads that only imports core.
 */
export const makeContactChecker = (options: ContactCheckerOptions): Effect.Effect<ContactChecker> =>
  Effect.map(loadModule, ({ ContactChecker }) => new ContactChecker(options))

const loadModule = loadOnce(() => import("./ContactChecker.ts"))
