import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import type * as HttpServerError from "effect/http/HttpServerError"
import * as Layer from "effect/Layer"
import * as References from "effect/References"
import { CommandFailure } from "../CommandFailure.ts"
import { explain } from "../explain.ts"
import { server } from "../serve/server.ts"
import { tracing } from "../serve/tracing.ts"
import { variables } from "../serve/variables.ts"
import { serverSettings, storeSettings } from "../settings.ts"
import { Variables } from "../terminal/help.ts"

/** A signal is how a server ends, so it is a success, unless draining has set another exit code. */
const succeedWhenStopped = Effect.onInterrupt(() =>
  Effect.sync(() => {
    process.exitCode ??= 0
  }),
)

export const serve = Command.make(
  "serve",
  {},
  Effect.fnUntraced(
    function* () {
      const settings = yield* serverSettings
      const store = yield* storeSettings
      // Tracing is outermost, so that the last spans are sent after the last request.
      const running = Layer.launch(Layer.provide(server(settings, store), tracing(process.env)))
      yield* running.pipe(
        Effect.catchTag("ServeError", cannotListen(settings.host, settings.port)),
        Effect.provideService(References.MinimumLogLevel, settings.logLevel),
      )
    },
    Effect.mapError(explain),
    succeedWhenStopped,
  ),
).pipe(
  Command.withDescription("Serve the HTTP API; environment variables configure it"),
  Command.withShortDescription("Serve the HTTP API"),
  Command.annotate(Variables, variables),
)

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "the port is in use; set PORT to another one",
  EADDRNOTAVAIL: "this machine does not have this address; change HOST",
  EACCES: "permission denied; ports below 1024 need privileges",
  EAI_AGAIN: "the host name cannot be resolved; change HOST",
  ENOTFOUND: "the host name cannot be resolved; change HOST",
}

const cannotListen =
  (host: string, port: number) =>
  ({ cause }: HttpServerError.ServeError) => {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown error"
    return Effect.fail(new CommandFailure({ message: `cannot listen on ${host}:${port}: ${reasons[code] ?? code}` }))
  }
