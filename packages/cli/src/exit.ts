import { Cause, Console, Exit, Runtime } from "effect"
import type { CommandFailure } from "./CommandFailure.ts"

export const reportFailure = ({ message }: CommandFailure) => Console.error(`bulk-contacts: ${message}`)

/** 0 when a signal asked it to stop, and it did, unless another code was set meanwhile; 1 when it failed. */
export const teardown: Runtime.Teardown = (exit, onExit) =>
  Exit.isFailure(exit) && Cause.hasInterruptsOnly(exit.cause)
    ? onExit(Number(process.exitCode ?? 0))
    : Runtime.defaultTeardown(exit, onExit)
