import type { PlatformError } from "effect"
import { CommandFailure } from "../CommandFailure.ts"

const reasons: Readonly<Record<string, string>> = {
  NotFound: "there is no such file or directory",
  PermissionDenied: "it is not permitted",
}

const because = ({ reason }: PlatformError.PlatformError): string => reasons[reason._tag] ?? reason.message

export const cannotRead = (path: string) => (error: PlatformError.PlatformError) =>
  new CommandFailure({ message: `${path}: cannot be read: ${because(error)}` })

export const cannotWrite = (path: string) => (error: PlatformError.PlatformError) =>
  new CommandFailure({ message: `${path}: cannot be written: ${because(error)}` })
