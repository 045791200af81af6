import type { RequestCheck } from "./checkRequests.ts"
import { envelopeResponse } from "./errorEnvelope.ts"

/**
 * Responds 400 to a request with several `Host` headers (RFC 9112 §3.2). A proxy in front may have decided by another one
 * than the server would read.
 */
export const oneHost: RequestCheck = ({ source }) => (countHosts(source) > 1 ? severalHosts : undefined)

/** Node.js keeps the first one only. Those of a Fetch API request are joined, and no host's name. */
const countHosts = (source: object): number => {
  const { rawHeaders = [] } = source as { readonly rawHeaders?: ReadonlyArray<string> }
  let count = 0
  // Names and values alternate.
  for (let i = 0; i < rawHeaders.length; i += 2) if (rawHeaders[i]?.toLowerCase() === "host") count++
  return count
}

const severalHosts = envelopeResponse({
  statusCode: 400,
  message: "The request must have one Host header",
  error: "Bad Request",
})
