import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { promisify } from "node:util"
import { atExit } from "./atExit.ts"
import { cpuSeconds, endedCpuSeconds } from "./processes.ts"
import { originOf } from "./ServerProcess.ts"

type Environment = Readonly<Record<string, string>>

const run = promisify(execFile)

const withPath = (environment: Environment) => ({ PATH: process.env["PATH"], NODE_ENV: "production", ...environment })

/** Runs a Node.js program. Returns the CPU seconds that it took; null without /proc. */
export const cpuOfCommand = async (
  program: ReadonlyArray<string>,
  environment: Environment,
): Promise<number | null> => {
  const before = endedCpuSeconds()
  await run(process.execPath, program, { env: withPath(environment) })
  const after = endedCpuSeconds()
  return before === null || after === null ? null : after - before
}

/**
 * Starts a server and stops it. Returns the CPU seconds that it took until it was ready; null without /proc. Unlike the
 * servers under load, it has no probe, which takes time to load too.
 */
export const cpuUntilReady = async (
  program: ReadonlyArray<string>,
  environment: Environment,
): Promise<number | null> => {
  const env = { ...withPath(environment), PORT: "0" }
  const child = spawn(process.execPath, program, { env, stdio: ["ignore", "pipe", "ignore"] })
  const forget = atExit(() => child.kill("SIGKILL"))
  const origin = await originOf(child, program.join(" "))
  const cpu = cpuSeconds(child.pid ?? 0)
  const { status } = await fetch(`${origin}/health/ready`)
  if (status !== 200) throw new Error(`The server says that it is listening, and is not ready: ${status}`)
  const exit = once(child, "exit")
  child.kill("SIGTERM")
  await exit
  forget()
  return cpu
}
