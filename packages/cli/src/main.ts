import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Effect from "effect/Effect"
import { makeTeardown } from "./exit.ts"
import { run } from "./run.ts"
import { exitOnSecondSignal } from "./signals.ts"
import { logging } from "./terminal/logging.ts"
import { terminalConsole } from "./terminal/terminalConsole.ts"

const signals = exitOnSecondSignal()

run(process.argv.slice(2)).pipe(
  Effect.provide([NodeServices.layer, logging, terminalConsole]),
  NodeRuntime.runMain({ teardown: makeTeardown(signals) }),
)
