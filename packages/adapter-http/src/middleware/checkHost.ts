import type { RequestCheck } from "./checkRequests.ts"
import { envelopeResponse } from "./errorEnvelope.ts"

/**
 * With `AllowedHosts`, responds 421 (RFC 9110 §7.4) to a request for any other host, whatever its path. Otherwise a page
 * whose name resolves to the server's address (DNS rebinding) is of the same origin as the server, for browsers.
 */
export const checkHost = (allowed: ReadonlyArray<string> | null): RequestCheck => {
  if (allowed === null) return () => undefined
  const names = new Set(allowed.map((host) => host.toLowerCase()))
  return ({ headers: { host } }) =>
    // HTTP/1.0 does not require `Host`. Browsers always send it.
    host === undefined || isAllowed(host.toLowerCase(), names) ? undefined : misdirectedRequest
}

const isAllowed = (host: string, names: ReadonlySet<string>): boolean => {
  const name = host.replace(/:\d*$/, "")
  return isLocal(name) || names.has(name) || names.has(host)
}

const octet = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)"
const local = new RegExp(`^(localhost|127(\\.${octet}){3}|\\[::1\\])$`)

const isLocal = (name: string): boolean => local.test(name)

const misdirectedRequest = envelopeResponse({
  statusCode: 421,
  message: "This host is not allowed: use localhost, or add the host to ALLOWED_HOSTS",
  error: "Misdirected Request",
})
