import { Cause, Logger, References } from "effect"

/** Why a request was answered with 500 or 503. */
export interface RequestFailure {
  readonly message: string
  readonly cause: unknown
  /** The `x-request-id` of the answer. */
  readonly requestId: string
}

/** Tells the host what is logged of failures; a host without Effect writes its own log. */
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
