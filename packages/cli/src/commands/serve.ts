import { Effect, Layer, References } from "effect"
import { Command } from "effect/cli"
import type { HttpServerError } from "effect/http"
import { CommandFailure, explain } from "../CommandFailure.ts"
import { server } from "../serve/server.ts"
import { tracing } from "../serve/tracing.ts"
import { serverSettings, storeSettings } from "../settings.ts"

export const serve = Command.make(
  "serve",
  {},
  Effect.fnUntraced(function* () {
    const settings = yield* serverSettings
    const store = yield* storeSettings
    // Tracing is outermost, so that the last spans are sent after the last request.
    const running = Layer.launch(Layer.provide(server(settings, store), tracing(process.env)))
    yield* running.pipe(
      Effect.catchTag("ServeError", cannotListen(settings.host, settings.port)),
      Effect.provideService(References.MinimumLogLevel, settings.logLevel),
    )
  }, Effect.mapError(explain)),
).pipe(Command.withDescription("Serve the HTTP API. Its settings are environment variables: see the README."))

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "the port is in use",
  EADDRNOTAVAIL: "this machine has no such address",
  EACCES: "it is not permitted",
  EAI_AGAIN: "there is no such host",
  ENOTFOUND: "there is no such host",
}

const cannotListen =
  (host: string, port: number) =>
  ({ cause }: HttpServerError.ServeError) => {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown error"
    return Effect.fail(new CommandFailure({ message: `cannot listen on ${host}:${port}: ${reasons[code] ?? code}` }))
  }
