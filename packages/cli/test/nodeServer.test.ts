import { EventEmitter, once } from "node:events"
import type { RequestListener, ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { Duration } from "effect"
import { assert, it, onTestFinished } from "vitest"
import { makeNodeServer } from "../src/serve/nodeServer.ts"
import { connect } from "./support/connection.ts"

const LONG = Duration.hours(1)
const SHORT = Duration.millis(1)

const listen = async (limits: Partial<Parameters<typeof makeNodeServer>[0]>, listener: RequestListener) => {
  const server = makeNodeServer({
    headersTimeout: LONG,
    keepAliveTimeout: LONG,
    bodyTimeout: LONG,
    sendTimeout: LONG,
    ...limits,
  })
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
  const responses: Array<ServerResponse> = []
  const begun = new EventEmitter()
  const { server, origin } = await listen({}, (_request, response) => {
    responses.push(response)
    begun.emit("request")
    response.write("begun, ")
  })
  const connection = await connect(origin)
  connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2))
  await once(begun, "request")
  server.closeWhenIdle()
  server.close()
  const received = connection.untilClosed()
  const second = once(begun, "request")
  responses[0]?.end("done")
  await second
  responses[1]?.end("done")
  assert.lengthOf((await received).match(/done/g) ?? [], 2)
  assert.strictEqual(server.requestsInProgress(), 0)
})

it("knows what has arrived before it closes idle connections", async () => {
  const { server, origin } = await listen({}, answer)
  const connections = await Promise.all(Array.from({ length: 20 }, () => connect(origin)))
  const received = connections.map((connection) => connection.untilClosed())
  for (const connection of connections) connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
  await server.readArrived()
  server.closeWhenIdle()
  server.close()
  for (const response of received) assert.include(await response, "answer")
})

const LARGE = Buffer.alloc(8 * 1024 * 1024)

it("drops a client that does not read its response, whether it was written at once or in parts", async () => {
  for (const write of [
    (response: ServerResponse) => response.end(LARGE),
    (response: ServerResponse) => {
      const fill = () => {
        while (response.write(LARGE.subarray(0, 65_536)));
      }
      response.on("drain", fill)
      fill()
    },
  ]) {
    const closed = Promise.withResolvers<boolean>()
    const { origin } = await listen({ sendTimeout: Duration.millis(50) }, (_request, response) => {
      response.once("close", () => closed.resolve(response.writableFinished))
      write(response)
    })
    const connection = await connect(origin)
    connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert.isFalse(await closed.promise)
  }
})

it("does not drop a client whose response takes its time", async () => {
  const checked = Promise.withResolvers<void>()
  const { origin } = await listen({ sendTimeout: Duration.millis(1) }, (_request, response) => {
    response.write("begun, ")
    // Several checks later.
    const timer = setInterval(() => checked.resolve(), 20)
    void checked.promise.then(() => {
      clearInterval(timer)
      response.end("done")
    })
  })
  const connection = await connect(origin)
  connection.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
  assert.match(await connection.untilClosed(), /done/)
})

it("survives a lost connection whose request is given up while Node.js is about to report the loss", async () => {
  const emitted = Promise.withResolvers<void>()
  const { origin } = await listen({}, (request) => {
    const onError = () => {}
    request.on("error", onError).once("close", emitted.resolve)
    // After Node.js has looked for listeners, and before it calls them.
    request.once("aborted", () => process.nextTick(() => process.nextTick(() => request.off("error", onError))))
    connection.destroy()
  })
  const connection = await connect(origin)
  connection.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nab")
  await emitted.promise
})

it("begins a pipelined request only when the client has read the response before it", async () => {
  let begun = 0
  const { server, origin } = await listen({}, (_request, response) => {
    begun++
    response.end(LARGE)
  })
  const connection = await connect(origin)
  connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(5))
  while (server.requestsInProgress() < 5) await new Promise(setImmediate)
  assert.strictEqual(begun, 1)
  await connection.receivesMoreThan(5 * LARGE.length)
  assert.strictEqual(begun, 5)
})

it("answers 100 pipelined requests in order, however their bodies are cut", async () => {
  const { origin } = await listen({}, (request, response) => {
    request.setEncoding("utf8")
    let body = ""
    request.on("data", (text: string) => {
      body += text
    })
    request.once("end", () => response.end(`<${body}>`))
  })
  const connection = await connect(origin)
  const request = (i: number) =>
    `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${String(i).length}\r\n${i === 99 ? "Connection: close\r\n" : ""}\r\n${i}`
  const all = Array.from({ length: 100 }, (_, i) => request(i)).join("")
  const received = connection.untilClosed()
  for (let at = 0; at < all.length; at += 1000) connection.send(all.slice(at, at + 1000))
  const bodies = [...(await received).matchAll(/<(\d+)>/g)].map(([, i]) => Number(i))
  assert.deepStrictEqual(
    bodies,
    Array.from({ length: 100 }, (_, i) => i),
  )
})

it("closes the connection of a client that sends hundreds of requests without waiting for a response", async () => {
  let begun = 0
  const { origin } = await listen({}, () => {
    begun++
  })
  const connection = await connect(origin)
  const closed = connection.untilClosed()
  connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1000))
  assert.strictEqual(await closed, "")
  assert.strictEqual(begun, 1)
})

it("rejects a body in very many tiny chunks, and takes one in small chunks", async () => {
  const { origin } = await listen({}, answer)
  const head = "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
  const tiny = await connect(origin)
  tiny.send(`${head}${"1\r\nx\r\n".repeat(1500)}`)
  assert.match(await tiny.untilClosed(), /^HTTP\/1.1 400 /)
  const small = await connect(origin)
  small.send(`${head}${'12\r\n"ada@example.com"\n\r\n'.repeat(10_000)}0\r\n\r\n`)
  assert.match(await small.untilClosed(), /^HTTP\/1.1 200 .*answer/s)
})

it("begins one request of a connection in a turn of the event loop, however many have arrived", async () => {
  let turn = 0
  let isOver = false
  const next = () => {
    turn++
    if (!isOver) setImmediate(next)
  }
  setImmediate(next)
  const turns: Array<number> = []
  const { origin } = await listen({}, (_request, response) => {
    turns.push(turn)
    response.end()
  })
  const connection = await connect(origin)
  const request = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"
  const closed = connection.untilClosed()
  connection.send(`${request.repeat(100)}GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  await closed
  isOver = true
  assert.lengthOf(turns, 101)
  assert.strictEqual(new Set(turns).size, 101)
})

const POST = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"
const CHUNKED = "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"

it.for([
  ["garbage", "\0garbage\r\n\r\n"],
  ["an invalid header", "GET / HTTP/1.1\r\nHost: localhost\r\nInvalid header\r\n\r\n"],
  ["two lengths of a body", `${CHUNKED}Content-Length: 2\r\n\r\n{}`],
  ["an invalid chunk", `${CHUNKED}\r\ninvalid\r\n`],
  ["headers of more than 16 KiB", `GET / HTTP/1.1\r\nX-Filler: ${"x".repeat(16 * 1024)}\r\n\r\n`],
] as const)("answers complete requests before it closes their connection because of %s", async ([, invalid]) => {
  const { origin } = await listen({}, answer)
  const connection = await connect(origin)
  const received = connection.untilClosed()
  connection.send(`${POST}${POST}${invalid}`)
  assert.deepStrictEqual((await received).match(/HTTP\/1.1 \d+|answer/g), [
    "HTTP/1.1 200",
    "answer",
    "HTTP/1.1 200",
    "answer",
  ])
})

it("does not answer a request in progress with the 400 of a body in very many tiny chunks", async () => {
  const { origin } = await listen({}, () => {})
  const connection = await connect(origin)
  const received = connection.untilClosed()
  connection.send(`${POST}${CHUNKED}\r\n${"1\r\nx\r\n".repeat(1500)}`)
  assert.strictEqual(await received, "")
})

it("does not answer a request in progress with the 408 of the next one's headers", async () => {
  const begun = Promise.withResolvers<ServerResponse>()
  const { origin } = await listen({ headersTimeout: SHORT }, (_request, response) => begun.resolve(response))
  const connection = await connect(origin)
  const received = connection.untilClosed()
  connection.send(`${POST}GET / HTTP/1.1\r\nHost: local`)
  const response = await begun.promise
  const later = await connect(origin)
  assert.match(await later.untilClosed(), /^HTTP\/1.1 408 /)
  response.end("answer")
  assert.match(await received, /^HTTP\/1.1 200 .*answer$/s)
})

it("closes a connection whose request was answered, if the rest of its body does not arrive in time", async () => {
  for (const { head, piece, status } of [
    { head: "GET / HTTP/1.1\r\nContent-Length: 1000", piece: "x", status: 401 },
    { head: "POST / HTTP/1.1\r\nTransfer-Encoding: chunked", piece: "1\r\nx\r\n", status: 401 },
    { head: "POST / HTTP/1.1\r\nExpect: unknown\r\nContent-Length: 1000", piece: "x", status: 417 },
  ]) {
    const { origin } = await listen({ bodyTimeout: Duration.millis(50) }, (_request, response) => {
      response.writeHead(401).end("answer")
    })
    const connection = await connect(origin)
    const answered = connection.receives(`HTTP/1.1 ${status} `)
    connection.send(`${head}\r\nHost: localhost\r\n\r\n`)
    await answered
    const trickle = setInterval(() => connection.send(piece), 5)
    onTestFinished(() => clearInterval(trickle))
    await connection.untilClosed()
    clearInterval(trickle)
  }
})

it("keeps a connection whose request was answered before the rest of its body arrived in time", async () => {
  const { origin } = await listen({ bodyTimeout: LONG }, (_request, response) => {
    response.writeHead(401).end("answer")
  })
  const connection = await connect(origin)
  const first = connection.receives("answer")
  connection.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n")
  await first
  const second = connection.receives("answer")
  connection.send(`{}${POST}`)
  assert.match(await second, /^HTTP\/1.1 401 /)
})
