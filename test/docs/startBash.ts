import { spawn } from "node:child_process"
import { once } from "node:events"
import { onTestFinished } from "vitest"

/** Starts commands in bash, which stops at the first that fails. They end with the test at the latest. */
export const startBash = (code: string, cwd: string, env: Readonly<Record<string, string | undefined>>) => {
  const child = spawn("bash", ["-eo", "pipefail", "-c", code], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "inherit"],
    // In a process group of its own, so that all of it can be ended together.
    detached: true,
  })
  let running = true
  const ended = once(child, "close").then(([status]): number | null => {
    running = false
    return status
  })
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    try {
      if (running && child.pid !== undefined) process.kill(-child.pid, signal)
    } catch {
      // It has just ended by itself.
    }
    await ended
  }
  onTestFinished(() => end("SIGKILL"))
  return { ended, end, stdout: child.stdout.setEncoding("utf8") }
}
