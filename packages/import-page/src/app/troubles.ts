import type { FailedCall } from "../protocol.ts"
import { ServerFailure } from "../session/Server.ts"
import type { Trouble } from "./State.ts"

export type Authentication = "key" | "host"

/** What the page says of an answer that is not a success. Status 0: there was none. */
export const serverTrouble = (
  { status, message, details = [] }: { status: number; message: string; details?: Trouble["details"] },
  authentication: Authentication,
): Trouble => ({
  code: codeOf(status, authentication),
  status,
  message,
  details,
  ...(status === 413 && { offersCommand: true }),
})

/** What the page says of an error, whether it comes from the server or from the worker. */
export const troubleOf = (error: unknown, authentication: Authentication): Trouble => {
  if (error instanceof ServerFailure) return serverTrouble(error, authentication)
  const { code = "crashed", message = String(error), line } = error as Partial<FailedCall>
  const offersCommand = code === "tooLargeForBrowser" || code === "crashed"
  return { code, message, offersCommand, ...(line !== undefined && { line }) }
}

const codeOf = (status: number, authentication: Authentication): string => {
  switch (status) {
    case 0:
    case 502:
    case 504:
      return "unreachable"
    case 401:
      return authentication === "key" ? "unauthorized" : "signedOut"
    case 413:
      return "tooLargeForServer"
    case 429:
      return "tooMany"
    case 503:
    case 507:
      return "unavailable"
    case 409:
      return "busy"
    default:
      return "server"
  }
}
