import { ConfigProvider, Console, Effect, Exit, Layer, Scope } from "effect"
import { onTestFinished } from "vitest"
import { server } from "../../src/serve/server.ts"
import { serverSettings, storeSettings } from "../../src/settings.ts"

/** Starts the server in this process, on a free port, and stops it when the test ends: a process would cost half a second. */
export const serveInProcess = async (environment: Readonly<Record<string, string>>) => {
  const server = await startInProcess({ PORT: "0", ...environment })
  onTestFinished(server.stop)
  return server
}

/** Starts the server in this process, with only these environment variables. For several tests of one file. */
export const startInProcess = async (environment: Readonly<Record<string, string>>) => {
  const scope = Scope.makeUnsafe()
  const listening = Promise.withResolvers<string>()
  const listen = (text: string) => {
    const [origin] = /http:\/\/\S+/.exec(text) ?? []
    if (origin !== undefined) listening.resolve(origin)
  }
  const services = Layer.mergeAll(
    ConfigProvider.layer(ConfigProvider.fromEnv({ env: environment })),
    Layer.succeed(Console.Console, { ...globalThis.console, log: (text: string) => listen(text) }),
  )
  const started = Effect.gen(function* () {
    const layer = server(yield* serverSettings, yield* storeSettings)
    yield* Layer.buildWithScope(layer, scope)
  })
  await Effect.runPromise(Effect.provide(started, services))
  return {
    origin: await listening.promise,
    stop: () => Effect.runPromise(Scope.close(scope, Exit.void)),
  }
}
