import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { openSync } from "node:fs"
import { join } from "node:path"
import { atExit } from "./atExit.ts"

/** A server in a process of its own. */
export interface ServerProcess {
  readonly pid: number
  readonly origin: string
  readonly forgetLoopDelay: () => void
  /** The 99th percentile of its event loop's delay since `forgetLoopDelay`, in milliseconds. */
  readonly loopDelay: () => Promise<number>
  readonly stop: () => Promise<void>
}

/** What servers write to the standard error: a file, as it would be in production. */
const log = join(import.meta.dirname, "../results/servers.log")

const probe = join(import.meta.dirname, "loopDelayProbe.ts")

/** Starts a Node.js program, and waits until it prints where it listens. */
export const startServer = async (
  program: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>>,
): Promise<ServerProcess> => {
  const child = spawn(process.execPath, ["--import", probe, ...program], {
    env: { PATH: process.env["PATH"], NODE_ENV: "production", PORT: "0", ...environment },
    stdio: ["ignore", "pipe", openSync(log, "a"), "ipc"],
  })
  const forget = atExit(() => child.kill("SIGKILL"))
  const origin = await originOf(child, program.join(" "))
  return {
    origin,
    pid: child.pid ?? 0,
    forgetLoopDelay: () => void child.send("reset"),
    loopDelay: async () => {
      const answer = once(child, "message")
      child.send("read")
      return (await answer)[0].p99
    },
    stop: async () => {
      const exit = once(child, "exit")
      child.kill("SIGTERM")
      await exit
      forget()
    },
  }
}

const originOf = (child: ChildProcess, name: string) =>
  new Promise<string>((resolve, reject) => {
    let said = ""
    child.stdout?.setEncoding("utf8").on("data", (chunk) => {
      said += chunk
      const origin = /(http:\/\/[\d.]+:\d+)\s/.exec(said)?.[1]
      if (origin !== undefined) resolve(origin)
    })
    child.once("exit", () => reject(new Error(`${name} ended before it listened: ${said}`)))
  })
