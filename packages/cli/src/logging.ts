import { Logger } from "effect"

/** For a person at a terminal, logs are easy to read; else each is a line of JSON on the standard error. */
export const logging = Logger.layer([
  process.stdout.isTTY ? Logger.consolePretty() : Logger.withConsoleError(Logger.formatJson),
])
