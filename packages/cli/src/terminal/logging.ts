import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import { formatLine } from "./formatLine.ts"

/** Logs go to the standard error: on a terminal for people to read, otherwise one line of JSON each. */
export const logging = Layer.merge(
  Logger.layer([process.stderr.isTTY ? Logger.consolePretty({ colors: false }) : Logger.withConsoleError(formatLine)]),
  Layer.succeed(Logger.LogToStderr, true),
)
