import type * as PlatformError from "effect/PlatformError"
import { CommandFailure } from "../CommandFailure.ts"

const reasons: Readonly<Record<string, string>> = {
  NotFound: "no such file or directory",
  PermissionDenied: "permission denied",
}

const reasonOf = ({ reason }: PlatformError.PlatformError): string => reasons[reason._tag] ?? reason.message

export const cannotRead = (path: string) => (error: PlatformError.PlatformError) =>
  new CommandFailure({ message: `${path}: cannot be read: ${reasonOf(error)}` })

export const cannotWrite = (path: string) => (error: PlatformError.PlatformError) =>
  new CommandFailure({ message: `${path}: cannot be written: ${reasonOf(error)}` })
