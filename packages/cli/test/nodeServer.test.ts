import { once } from "node:events"
import type { RequestListener, ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { Duration } from "effect"
import { assert, it, onTestFinished } from "vitest"
import { makeNodeServer } from "../src/serve/nodeServer.ts"
import { connect } from "./support/connection.ts"

const LONG = Duration.hours(1)
const SHORT = Duration.millis(1)

const listen = async (limits: Partial<Parameters<typeof makeNodeServer>[0]>, listener: RequestListener) => {
  const server = makeNodeServer({ headersTimeout: LONG, keepAliveTimeout: LONG, ...limits })
  server.on("request", listener).listen(0, "127.0.0.1")
  onTestFinished(() => server.closeAllConnections())
  await once(server, "listening")
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const answer: RequestListener = (request, response) => {
  request.resume().once("end", () => response.end("answer"))
}

it("aborts a connection that does not send its headers", async () => {
  const { origin } = await listen({ headersTimeout: SHORT }, answer)
  const [silent, slow] = [await connect(origin), await connect(origin)]
  slow.send("GET / HTTP/1.1\r\nHost: local")
  for (const connection of [silent, slow]) {
    assert.match(await connection.untilClosed(), /^HTTP\/1.1 408 /)
  }
})

it("gives a body as much time as it needs", async () => {
  const { origin } = await listen({ headersTimeout: SHORT }, answer)
  const upload = await connect(origin)
  upload.send("POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 4\r\n\r\nab")
  const later = await connect(origin)
  assert.match(await later.untilClosed(), /^HTTP\/1.1 408 /)
  const response = upload.untilClosed()
  upload.send("cd")
  assert.match(await response, /^HTTP\/1.1 200 .*answer/s)
})

it("closes a connection that stays idle after its response", async () => {
  const { origin } = await listen({ keepAliveTimeout: SHORT }, answer)
  const connection = await connect(origin)
  connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
  assert.match(await connection.untilClosed(), /^keep-alive: timeout=0\r$/im)
})

it("rejects headers of more than 16 KiB", async () => {
  const { origin } = await listen({}, answer)
  const connection = await connect(origin)
  connection.send(`GET / HTTP/1.1\r\nHost: localhost\r\nX-Filler: ${"x".repeat(16 * 1024)}\r\n\r\n`)
  assert.match(await connection.untilClosed(), /^HTTP\/1.1 431 /)
})

it("closes each connection after its last response, although it was promised to stay open", async () => {
  const { promise: responses, resolve } = Promise.withResolvers<[ServerResponse, ServerResponse]>()
  let first: ServerResponse | undefined
  const { server, origin } = await listen({}, (_request, response) => {
    response.write("begun, ")
    if (first === undefined) first = response
    else resolve([first, response])
  })
  const connection = await connect(origin)
  connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2))
  const [one, other] = await responses
  server.closeWhenIdle()
  server.close()
  const received = connection.untilClosed()
  one.end("done")
  await once(one, "close")
  other.end("done")
  assert.lengthOf((await received).match(/done/g) ?? [], 2)
  assert.strictEqual(server.requestsInProgress(), 0)
})
