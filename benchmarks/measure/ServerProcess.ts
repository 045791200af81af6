import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { openSync } from "node:fs"
import { join } from "node:path"
import { atExit } from "./atExit.ts"

/** A server running in its own process. */
export interface ServerProcess {
  readonly pid: number
  readonly origin: string
  readonly resetLoopDelay: () => void
  /** 99th percentile of the event loop's delay since `resetLoopDelay`, in milliseconds. */
  readonly loopDelay: () => Promise<number>
  readonly stop: () => Promise<void>
}

/** Standard error of the servers goes to a file, as it would in production. */
const log = join(import.meta.dirname, "../results/servers.log")

const probe = join(import.meta.dirname, "loopDelayProbe.ts")

/** Starts a Node.js program, and waits until it prints the address it listens on. */
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
    resetLoopDelay: () => void child.send("reset"),
    loopDelay: async () => {
      const reply = once(child, "message")
      child.send("read")
      return (await reply)[0].p99
    },
    stop: async () => {
      const exit = once(child, "exit")
      child.kill("SIGTERM")
      await exit
      forget()
    },
  }
}

/** The address that a server prints when it is ready. */
export const originOf = (child: ChildProcess, name: string) =>
  new Promise<string>((resolve, reject) => {
    let printed = ""
    child.stdout?.setEncoding("utf8").on("data", (chunk) => {
      printed += chunk
      const origin = /(http:\/\/[\d.]+:\d+)\s/.exec(printed)?.[1]
      if (origin !== undefined) resolve(origin)
    })
    child.once("exit", () => reject(new Error(`${name} exited before it listened: ${printed}`)))
  })
