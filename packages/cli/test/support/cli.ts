import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { text } from "node:stream/consumers"
import { inject, onTestFinished } from "vitest"

type Environment = Readonly<Record<string, string>>

/** Starts a process of the command line. It ends with the test. */
export const spawnCli = (args: ReadonlyArray<string>, environment: Environment) => {
  const child = spawn(process.execPath, [inject("cli"), ...args], {
    env: { PATH: process.env["PATH"], PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  })
  onTestFinished(() => kill(child))
  return child
}

const kill = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill("SIGKILL")
  await once(child, "exit")
}

/** Starts `serve` on a free port and waits until it has printed its address. It ends with the test. */
export const startCli = async (environment: Environment) => {
  const child = spawnCli(["serve"], environment)
  const output = await new Promise<string>((resolve, reject) => {
    let printed = ""
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      printed += chunk
      if (printed.endsWith("\n\n")) resolve(printed)
    })
    child.once("exit", () => reject(new Error(`serve ended before it listened: ${printed}`)))
  })
  const log = text(child.stderr)
  const exitCode = once(child, "exit").then(([code]): number | null => code)
  return {
    output,
    /** Resolves when the process has ended; null if a signal killed it. */
    exitCode,
    signal: (signal: NodeJS.Signals) => child.kill(signal),
    /** Everything it has logged; resolves when the process has ended. */
    log,
    origin: /http:\/\/\S+/.exec(output)?.[0] ?? "",
    /** Sends the signal and returns the exit code. */
    end: (signal: NodeJS.Signals): Promise<number | null> => {
      child.kill(signal)
      return exitCode
    },
  }
}

/** Runs the command line in a process of its own until it ends. */
export const runCli = async (args: ReadonlyArray<string>, environment: Environment = {}) => {
  const child = spawnCli(args, environment)
  const [[status], stdout, stderr] = await Promise.all([once(child, "exit"), text(child.stdout), text(child.stderr)])
  return { status, stdout, stderr }
}
