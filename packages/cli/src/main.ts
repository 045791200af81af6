import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect } from "effect"
import { Command } from "effect/cli"
import { cli } from "./cli.ts"
import { reportFailure, teardown } from "./exit.ts"
import { logging } from "./logging.ts"
import { endAtOnceOnSecondSignal } from "./signals.ts"

endAtOnceOnSecondSignal()

Command.run(cli, { version: "0.1.0" }).pipe(
  Effect.tapErrorTag("CommandFailure", reportFailure),
  Effect.provide([NodeServices.layer, logging]),
  NodeRuntime.runMain({ teardown }),
)
