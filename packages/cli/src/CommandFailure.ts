import type { AlreadyExists, ApiKeyNotFound, OrganizationNotFound } from "@bulk-contacts/adapter-pg"
import type { DataDirectoryInUse, DataDirectoryUnusable } from "@bulk-contacts/adapter-pg/pglite"
import type { StoreFailure } from "@bulk-contacts/core"
import { type Config, Predicate, Runtime, Schema, SchemaIssue } from "effect"

/** Why a command cannot do its work, in one line for the person who called it. */
export class CommandFailure extends Schema.TaggedError<CommandFailure>()("CommandFailure", { message: Schema.String }) {
  // Its one line is all there is to say; no log with a stack trace follows.
  override readonly [Runtime.errorReported] = false
}

export type ExpectedError =
  | AlreadyExists
  | ApiKeyNotFound
  | CommandFailure
  | Config.ConfigError
  | DataDirectoryInUse
  | DataDirectoryUnusable
  | OrganizationNotFound
  | StoreFailure

/** Makes one line of whatever a person can do something about. */
export const explain = (error: ExpectedError): CommandFailure => {
  switch (error._tag) {
    case "CommandFailure":
      return error
    case "ConfigError":
      return new CommandFailure({ message: badSetting(error) })
    case "DataDirectoryUnusable":
      return new CommandFailure({ message: `${error.message}: ${innermost(error.cause)}` })
    case "StoreFailure":
      return new CommandFailure({ message: `the database cannot be used: ${innermost(error.cause)}` })
    default:
      return new CommandFailure({ message: error.message })
  }
}

const formatIssues = SchemaIssue.makeFormatterStandardSchemaV1()

const badSetting = ({ cause }: Config.ConfigError): string =>
  cause._tag === "SchemaError"
    ? formatIssues(cause.issue)
        .issues.map(({ path, message }) => `${path?.join(".")}: ${message}`)
        .join("; ")
    : cause.message

/** What the innermost of nested errors says. */
const innermost = (error: unknown): string => {
  if (Predicate.hasProperty(error, "cause") && error.cause !== undefined) return innermost(error.cause)
  return error instanceof Error && error.message !== "" ? error.message : String(error)
}
