import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { Effect, Queue } from "effect"

/** Runs a program in a child process, which is killed when the scope closes. */
export const runProgram = (file: URL, ...args: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const lines = yield* Queue.unbounded<string>()
    const child = yield* Effect.acquireRelease(
      Effect.sync(() => start(file, args)),
      (child) => Effect.promise(() => kill(child)),
    )
    createInterface({ input: child.stdout }).on("line", (line) => Queue.offerUnsafe(lines, line))
    return { lines, kill: Effect.promise(() => kill(child)) }
  })

const start = (file: URL, args: ReadonlyArray<string>) =>
  spawn(process.execPath, ["--conditions=@bulk-contacts/source", fileURLToPath(file), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  })

/** `kill -9`. */
const kill = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill("SIGKILL")
  await once(child, "exit")
}
