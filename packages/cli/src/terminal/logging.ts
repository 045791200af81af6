import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import { escapeUnprintable } from "./printable.ts"

/** Logs go to the standard error: on a terminal for people to read, otherwise one line of JSON each. */
export const logging = Layer.merge(
  Logger.layer([
    process.stderr.isTTY
      ? Logger.consolePretty({ colors: false })
      : Logger.withConsoleError(Logger.map(Logger.formatJson, escapeUnprintable)),
  ]),
  Layer.succeed(Logger.LogToStderr, true),
)
