import { on, once } from "node:events"
import { createServer as createHttpServer, type ServerResponse } from "node:http"
import { type AddressInfo, createServer, type Server } from "node:net"
import { startCollector } from "@bulk-contacts/test-support/collector"
import { assert, describe, it, onTestFinished } from "vitest"
import { startCli } from "./support/cli.ts"

const traceId = "0af7651916cd43dd8448eb211c80319c"

const bulkCreate = (origin: string) =>
  fetch(`${origin}/v1/accounts/contacts/bulk`, {
    method: "POST",
    headers: {
      "x-api-key": "demo-api-key",
      "content-type": "application/json",
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
    },
    body: JSON.stringify({ contacts: ["ada@example.com"], accountIds: ["A123"] }),
  })

/** Serves one request with this environment, stops after `until`, and returns the result. */
const serveOne = async (environment: Readonly<Record<string, string>>, until?: Promise<unknown>) => {
  const { origin, end, log } = await startCli({ STORE: "memory", ...environment })
  const { status } = await bulkCreate(origin)
  await until
  const exitCode = await end("SIGTERM")
  const lines = (await log).trimEnd().split("\n")
  return { status, exitCode, lines: lines.map((line) => JSON.parse(line)) }
}

describe("traces", () => {
  it("reach a collector, the last of them when the server stops", async () => {
    const { url, paths, spans, resource } = await startCollector()
    const { exitCode, lines } = await serveOne({
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test",
    })
    assert.strictEqual(exitCode, 0)
    assert.deepStrictEqual([...new Set(paths)], ["POST /v1/traces"])
    assert.deepInclude(resource(), { "service.name": "bulk-contacts", "deployment.environment.name": "test" })

    const request = spans.find(({ name }) => name === "POST /v1/accounts/contacts/bulk")
    assert.deepInclude(request, { traceId, parentSpanId: "b7ad6b7169203331", kind: 2 })
    assert.deepInclude(request?.attributes, { "http.response.status_code": 201, created: 1 })
    const useCase = spans.find(({ name }) => name === "bulkCreateContacts")
    assert.strictEqual(useCase?.traceId, traceId)
    assert.strictEqual(useCase?.parentSpanId, request?.spanId)
    const steps = spans.filter(({ parentSpanId }) => parentSpanId === useCase?.spanId).map(({ name }) => name)
    assert.deepStrictEqual(steps, ["normalizeRequest", "insertDirectly"])
    assert.lengthOf(
      spans.filter((span) => span.traceId === traceId),
      steps.length + 2,
    )

    assert.deepInclude(lines[0].annotations, { traceId, spanId: request?.spanId })
  })

  it("have the service name from the environment", async () => {
    const { url, resource } = await startCollector()
    await serveOne({
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${url}/v1/traces`,
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "http/json",
      OTEL_RESOURCE_ATTRIBUTES: "service.name=crm",
    })
    assert.strictEqual(resource()["service.name"], "crm")
  })

  it("go to the standard path in protobuf by default", async () => {
    const { url, paths, text } = await startCollector()
    await serveOne({ OTEL_EXPORTER_OTLP_ENDPOINT: url })
    assert.deepStrictEqual([...new Set(paths)], ["POST /v1/traces"])
    assert.include(text(), "\x12bulkCreateContacts")
    assert.notInclude(text(), "ada@")
  })

  it.each([{ OTEL_SDK_DISABLED: "true" }, { OTEL_TRACES_EXPORTER: "none" }])(
    "are not sent if the environment disables them: %o",
    async (environment) => {
      const { url, paths } = await startCollector()
      const { lines } = await serveOne({ OTEL_EXPORTER_OTLP_ENDPOINT: url, ...environment })
      assert.isEmpty(paths)
      assert.notProperty(lines[0].annotations, "traceId")
    },
  )

  it("are not created unless the environment enables them", async () => {
    const { lines } = await serveOne({ OTEL_EXPORTER_OTLP_ENDPOINT: "", OTEL_SERVICE_NAME: "crm" })
    assert.notProperty(lines[0].annotations, "traceId")
  })
})

describe("a collector that cannot be trusted", () => {
  const startServer = async (respond: (response: ServerResponse) => void) => {
    const requests: Array<string | undefined> = []
    const server = createHttpServer((request, response) => {
      requests.push(request.url)
      request.resume().once("end", () => respond(response))
    })
    onTestFinished(() => void server.close().closeAllConnections())
    await once(server.listen(0, "127.0.0.1"), "listening")
    return { url: `http://127.0.0.1:${portOf(server)}`, requests }
  }

  it("cannot send the traces, and the headers with their credentials, elsewhere", async () => {
    const elsewhere = await startServer((response) => response.end())
    const { url, requests } = await startServer((response) =>
      response.writeHead(307, { location: elsewhere.url }).end(),
    )
    const { exitCode, lines } = await serveOne({ OTEL_EXPORTER_OTLP_ENDPOINT: url })
    assert.strictEqual(exitCode, 0)
    assert.isNotEmpty(requests)
    assert.isEmpty(elsewhere.requests)
    assert.include(
      lines.map(({ message }) => message),
      "Traces cannot be sent",
    )
  })

  it("cannot make the server read a response without end", async () => {
    const aborted = Promise.withResolvers<void>()
    const { url } = await startServer((response) => {
      response.once("close", aborted.resolve)
      const write = () => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
      }
      response.on("drain", write)
      write()
    })
    const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_BSP_SCHEDULE_DELAY: "1" }
    // The server closes the connection while it runs, and not because it ends.
    const { exitCode, lines } = await serveOne(environment, aborted.promise)
    assert.strictEqual(exitCode, 0)
    assert.deepStrictEqual(
      lines.map(({ message }) => message),
      ["Request completed"],
    )
  })
})

/** Accepts connections and never responds. */
const silent = async () => {
  const sockets = createServer()
  onTestFinished(() => void sockets.close())
  const called = once(sockets, "connection")
  await once(sockets.listen(0, "127.0.0.1"), "listening")
  return { port: portOf(sockets), called }
}

/** A port where nothing listens any more. */
const closed = async () => {
  const sockets = createServer()
  await once(sockets.listen(0, "127.0.0.1"), "listening")
  const port = portOf(sockets)
  await new Promise((resolve) => sockets.close(resolve))
  return { port, called: Promise.resolve() }
}

/** Responds with 503, and is asked again. */
const rejecting = async () => {
  const server = createHttpServer((request, response) => {
    request.resume()
    response.writeHead(503).end()
  })
  onTestFinished(() => void server.close().closeAllConnections())
  const again = on(server, "request")
  await once(server.listen(0, "127.0.0.1"), "listening")
  const called = again.next().then(() => again.next())
  return { port: portOf(server), called }
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port

it.each([
  ["cannot be reached", closed],
  ["never responds", silent],
  ["rejects them", rejecting],
])("a collector that %s delays no request and causes one warning", async (_, start) => {
  const { port, called } = await start()
  const { status, exitCode, lines } = await serveOne(
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_TIMEOUT: "500",
      OTEL_BSP_SCHEDULE_DELAY: "1",
    },
    called,
  )
  assert.strictEqual(status, 201)
  assert.strictEqual(exitCode, 0)
  const messages = lines.map(({ level, message }) => `${level} ${message}`)
  assert.sameMembers(messages, ["INFO Request completed", "WARN Traces cannot be sent"])
})
