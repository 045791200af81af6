import { Cause, Logger, References } from "effect"

/** Why a request got a 500 or a 503. */
export interface RequestFailure {
  readonly message: string
  readonly cause: unknown
  /** The `x-request-id` of the response. */
  readonly requestId: string
}

/** Passes logged failures to the host, which has its own log. */
export const failureLogger = (onFailure: (failure: RequestFailure) => void) =>
  Logger.make<unknown, void>(({ logLevel, message, cause, fiber }) => {
    if (logLevel !== "Warn" && logLevel !== "Error") return
    const [text, error] = [message].flat()
    onFailure({
      message: String(text),
      cause: error ?? Cause.squash(cause),
      requestId: String(fiber.getRef(References.CurrentLogAnnotations)["requestId"] ?? ""),
    })
  })
