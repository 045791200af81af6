import * as Cause from "effect/Cause"
import * as Logger from "effect/Logger"
import * as References from "effect/References"

/** Why a request got a 500 or a 503, or a 404 because of its prefix. */
export interface RequestFailure {
  readonly message: string
  readonly cause: unknown
  /** The `x-request-id` of the response. */
  readonly requestId: string
}

/** Writes failures to standard error. */
export const consoleLogger = Logger.withConsoleError(Logger.formatSimple)

/**
 * Passes logged failures to the host, which has its own log. If the host's function throws, or returns a promise that
 * rejects, both failures are written to standard error.
 */
export const failureLogger = (onFailure: (failure: RequestFailure) => unknown) =>
  Logger.make<unknown, void>((entry) => {
    const { logLevel, message, cause, fiber } = entry
    if (logLevel !== "Warn" && logLevel !== "Error") return
    const [text, error] = [message].flat()
    const tell = async () =>
      onFailure({
        message: String(text),
        cause: error ?? Cause.squash(cause),
        requestId: String(fiber.getRef(References.CurrentLogAnnotations)["requestId"] ?? ""),
      })
    tell().catch((thrown) => {
      consoleLogger.log(entry)
      consoleLogger.log({ ...entry, message: ["`onFailure` failed", thrown], cause: Cause.empty })
    })
  })
