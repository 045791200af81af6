import { findPath } from "../api/methods.ts"
import { IMPORT_PATH, METRICS_PATH, pathOf } from "../api/paths.ts"

/**
 * The route by which logs, metrics and traces name a request. All unknown paths share one name: they are the client's
 * text, of unlimited variety, and may contain an email or a key.
 */
export const routeOf = (target: string): string => {
  const path = pathOf(target)
  if (path === IMPORT_PATH || path.startsWith(`${IMPORT_PATH}/`)) return IMPORT_PATH
  return findPath(target)?.path ?? "none"
}

const knownMethods = new Set(["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"])

/** The method by which they name a request. All methods that HTTP does not define share one name. */
export const methodOf = (method: string): string => (knownMethods.has(method) ? method : "other")

/** Whether monitoring systems request this route every few seconds. */
export const isProbe = (route: string): boolean => route === METRICS_PATH || route.startsWith("/health/")
