import * as NodeServices from "@effect/platform-node/NodeServices"
import { ConfigProvider, Console, Effect, Layer, Runtime } from "effect"
import { run } from "../../src/run.ts"

/** Runs the command line in this process, with only these environment variables. A server listens on a free port. */
export const runInProcess = async (
  args: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }> => {
  const stdout: Array<string> = []
  const stderr: Array<string> = []
  const console = {
    ...globalThis.console,
    log: (text: string) => stdout.push(`${text}\n`),
    error: (text: string) => stderr.push(`${text}\n`),
  }
  const services = Layer.mergeAll(
    NodeServices.layer,
    Layer.succeed(Console.Console, console),
    ConfigProvider.layer(ConfigProvider.fromEnv({ env: { PORT: "0", ...environment } })),
  )
  const exit = await Effect.runPromiseExit(Effect.provide(run(args), services))
  return new Promise((resolve) =>
    Runtime.defaultTeardown(exit, (status) => resolve({ status, stdout: stdout.join(""), stderr: stderr.join("") })),
  )
}
