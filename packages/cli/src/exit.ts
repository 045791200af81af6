import * as Cause from "effect/Cause"
import * as Console from "effect/Console"
import type * as CliError from "effect/cli/CliError"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Runtime from "effect/Runtime"
import { type CommandFailure, rejection } from "./CommandFailure.ts"
import type { Signals } from "./signals.ts"
import { invocationProblems } from "./terminal/invocationProblems.ts"
import { oneLine } from "./terminal/printable.ts"

export const reportFailure = ({ message }: CommandFailure) => Console.error(`bulk-contacts: ${oneLine(message)}`)

/** A command line without a subcommand prints help and succeeds. One with errors is rejected. */
export const rejectInvocation = (error: CliError.ShowHelp) =>
  error.errors.length === 0 ? Effect.void : Effect.fail(rejection(invocationProblems(error)))

/**
 * The exit code is that of the failure. If a signal stopped the command, it is what the command set, or the signal's.
 */
export const makeTeardown =
  (signals: Signals): Runtime.Teardown =>
  (exit, onExit) =>
    Exit.isFailure(exit) && Cause.hasInterruptsOnly(exit.cause)
      ? onExit(Number(process.exitCode ?? signals.exitCode() ?? 130))
      : Runtime.defaultTeardown(exit, onExit)
