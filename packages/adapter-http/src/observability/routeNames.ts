import { methodsOf } from "../api/methods.ts"
import { METRICS_PATH, pathOf } from "../api/paths.ts"

/**
 * What logs, metrics and traces call the path of a request target. A path where there is nothing has no name there: it is
 * the caller's text, of which there is no end, and it may hold an email or a key.
 */
export const routeOf = (target: string): string => (methodsOf(target).length > 0 ? pathOf(target) : "none")

const knownMethods = new Set(["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"])

/** What they call a method; those that are none of HTTP's own have one name. */
export const methodOf = (method: string): string => (knownMethods.has(method) ? method : "other")

/** What machines ask every few seconds. */
export const isProbe = (route: string): boolean => route === METRICS_PATH || route.startsWith("/health/")
