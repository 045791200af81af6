import { Layer, Logger } from "effect"

/** To the standard error: at a terminal easy to read for a person, else each a line of JSON. */
export const logging = Layer.merge(
  Logger.layer([
    process.stderr.isTTY ? Logger.consolePretty({ colors: true }) : Logger.withConsoleError(Logger.formatJson),
  ]),
  Layer.succeed(Logger.LogToStderr, true),
)
