import { type Config, Runtime, Schema, SchemaIssue } from "effect"
import type { HttpServerError } from "effect/http"

/** Why the program does not start, in one line for the person who started it. */
export class StartFailure extends Schema.TaggedError<StartFailure>()("StartFailure", { message: Schema.String }) {
  // Its one line is all there is to say; no log with a stack trace follows.
  override readonly [Runtime.errorReported] = false
}

const formatIssues = SchemaIssue.makeFormatterStandardSchemaV1()

/** A setting that cannot be used. */
export const badSetting = ({ cause }: Config.ConfigError): StartFailure => {
  if (cause._tag !== "SchemaError") return new StartFailure({ message: cause.message })
  const problems = formatIssues(cause.issue).issues.map(({ path, message }) => `${path?.join(".")}: ${message}`)
  return new StartFailure({ message: problems.join("; ") })
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "the port is in use",
  EADDRNOTAVAIL: "this machine has no such address",
  EACCES: "it is not permitted",
}

/** An address that cannot be listened on. */
export const cannotListen =
  (host: string, port: number) =>
  ({ cause }: HttpServerError.ServeError): StartFailure => {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown error"
    return new StartFailure({ message: `cannot listen on ${host}:${port}: ${reasons[code] ?? code}` })
  }
