import type {
  AlreadyExists,
  ApiKeyNotFound,
  BackupCounts,
  CountChanged,
  InvalidBackup,
  NotFound,
  OrganizationNotFound,
  ReleaseTooOld,
  StoreNotEmpty,
  TablesExist,
} from "@bulk-contacts/adapter-pg"
import type { DataDirectoryInUse, DataDirectoryUnusable } from "@bulk-contacts/adapter-pg/pglite"
import { abbreviate, type InvalidId, type StoreFailure } from "@bulk-contacts/core/ports"
import type * as Config from "effect/Config"
import * as Predicate from "effect/Predicate"
import * as Record from "effect/Record"
import * as SchemaIssue from "effect/SchemaIssue"
import { countsText } from "./backup/counts.ts"
import { CommandFailure, rejection } from "./CommandFailure.ts"

export type ExpectedError =
  | AlreadyExists
  | ApiKeyNotFound
  | CommandFailure
  | CountChanged
  | Config.ConfigError
  | DataDirectoryInUse
  | DataDirectoryUnusable
  | InvalidId
  | InvalidBackup
  | NotFound
  | OrganizationNotFound
  | ReleaseTooOld
  | StoreFailure
  | StoreNotEmpty
  | TablesExist

/** Describes an expected failure in one line. */
export const explain = (error: ExpectedError): CommandFailure => {
  switch (error._tag) {
    case "CommandFailure":
      return error
    case "ConfigError":
      return rejection(invalidSetting(error))
    case "AlreadyExists":
    case "ApiKeyNotFound":
    case "InvalidId":
    case "InvalidBackup":
    case "NotFound":
    case "TablesExist":
      return rejection(error.message)
    case "StoreNotEmpty":
      return rejection(
        `The target already has data (${countsText(filled(error.counts))}): nothing was changed; use an empty one`,
      )
    case "OrganizationNotFound":
      return rejection(`${error.message}: create it with bulk-contacts org create --id ${abbreviate(error.id)}`)
    case "CountChanged":
    case "DataDirectoryInUse":
    case "ReleaseTooOld":
      return new CommandFailure({ message: error.message })
    case "DataDirectoryUnusable":
      return new CommandFailure({ message: `${error.message}: ${innermostMessage(error.cause)}` })
    case "StoreFailure":
      return new CommandFailure({ message: `cannot use the database: ${innermostMessage(error.cause)}` })
  }
}

const filled = (counts: BackupCounts): BackupCounts => Record.filter(counts, (rows) => rows > 0)

const formatIssues = SchemaIssue.makeFormatterStandardSchemaV1()

const invalidSetting = ({ cause }: Config.ConfigError): string =>
  cause._tag === "SchemaError"
    ? formatIssues(cause.issue)
        .issues.map(({ path, message }) => `${path?.join(".")}: ${message}`)
        .join("; ")
    : cause.message

const innermostMessage = (error: unknown): string => {
  if (Predicate.hasProperty(error, "cause") && error.cause !== undefined) return innermostMessage(error.cause)
  return error instanceof Error && error.message !== "" ? error.message : String(error)
}
