import { once } from "node:events"
import { type AddressInfo, createServer, type Socket } from "node:net"
import fc from "fast-check"
import { assert, describe, it, onTestFinished, vi } from "vitest"
import { parseReply, type Reply } from "../src/serve/redis/parseReply.ts"
import { RedisConnection } from "../src/serve/redis/RedisConnection.ts"

const { reply } = fc.letrec<{ reply: Exclude<Reply, Error> }>((tie) => ({
  reply: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: "grapheme" }),
    fc.integer(),
    fc.constant(null),
    fc.array(tie("reply"), { maxLength: 4 }) as fc.Arbitrary<ReadonlyArray<Reply>>,
  ),
}))

const encode = (reply: Reply): string => {
  if (reply === null) return "$-1\r\n"
  if (typeof reply === "number") return `:${reply}\r\n`
  if (typeof reply === "string") return `$${Buffer.byteLength(reply)}\r\n${reply}\r\n`
  if (reply instanceof Error) return `-${reply.message}\r\n`
  return `*${reply.length}\r\n${reply.map(encode).join("")}`
}

describe("a reply", () => {
  it("is what was encoded, whatever follows, and incomplete before its end", () => {
    fc.assert(
      fc.property(reply, fc.string(), fc.nat(), (reply, rest, cut) => {
        const bytes = Buffer.from(encode(reply))
        assert.deepStrictEqual(parseReply(Buffer.from(encode(reply) + rest), 0), { reply, end: bytes.length })
        assert.isUndefined(parseReply(bytes.subarray(0, cut % bytes.length), 0))
      }),
    )
  })

  it.each(["HTTP/1.1 400 Bad Request\r\n", ":1.5\r\n", "$x\r\n", "*\r\n", `:${"9".repeat(30)}\r\n`])(
    "is not %j",
    (text) => assert.throws(() => parseReply(Buffer.from(text), 0)),
  )
})

/** A Redis that answers as the test wants, and what it was sent. */
const startServer = async (onData: (socket: Socket, text: string) => void) => {
  const received: Array<string> = []
  const connections: Array<Socket> = []
  const server = createServer((socket) => {
    connections.push(socket)
    socket
      .setEncoding("utf8")
      .on("error", () => {})
      .on("data", (text: string) => {
        received.push(text)
        onData(socket, text)
      })
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  onTestFinished(() => {
    for (const socket of connections) socket.destroy()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, received, connections }
}

const connect = (url: string) => {
  const ready = Promise.withResolvers<void>()
  const failed = Promise.withResolvers<Error>()
  const connection = new RedisConnection(new URL(url), { ready: ready.resolve, failed: failed.resolve })
  onTestFinished(() => connection.close())
  return { connection, ready: ready.promise, failed: failed.promise }
}

/** The client's end of the connection to a port. */
const clientOf = (port: number): Socket =>
  (process as any)._getActiveHandles().find((handle: Partial<Socket>) => handle.remotePort === port)

/** Answers +OK to every command of a log-in. */
const logIn = (socket: Socket, text: string) => {
  for (const _ of text.matchAll(/^\*/gm)) socket.write("+OK\r\n")
}

describe("a connection to Redis", () => {
  it("logs in, selects the database, and gives each command its reply", async () => {
    const server = await startServer((socket, text) => {
      if (text.includes("SELECT")) logIn(socket, text)
      else
        for (const [, word] of text.matchAll(/\$\d\r\n(\d)\r\n/g))
          socket.write(word === "2" ? "-ERR no\r\n" : `:${word}\r\n`)
    })
    const { connection, ready } = connect(`redis://ada:s%40cret@127.0.0.1:${server.port}/3`)
    await ready
    assert.deepStrictEqual(server.received, [
      "*3\r\n$4\r\nAUTH\r\n$3\r\nada\r\n$6\r\ns@cret\r\n*2\r\n$6\r\nSELECT\r\n$1\r\n3\r\n",
    ])
    const replies = await Promise.allSettled(["1", "2", "3"].map((word) => connection.send(word)))
    assert.deepStrictEqual(
      replies.map((reply) => (reply.status === "fulfilled" ? reply.value : reply.reason.message)),
      [1, "Redis answered ERR", 3],
    )
  })

  it.each([
    ["ERR unknown command 'AUTH', with args beginning with: 'ada' 's3cret' ", "Redis answered ERR"],
    ["s3cret is wrong", "Redis answered an error"],
    ["WRONGPASS", "Redis answered WRONGPASS"],
  ])("repeats of an error only its code: %s", async (error, message) => {
    const server = await startServer((socket) => socket.write(`-${error}\r\n`))
    const { failed } = connect(`redis://ada:s3cret@127.0.0.1:${server.port}`)
    assert.strictEqual((await failed).message, message)
  })

  it.each([
    ["a reply without an end", (socket: Socket) => socket.write(`$1000000000\r\n${"x".repeat(100_000)}`), "64 KiB"],
    ["a line without an end", (socket: Socket) => socket.write("+".repeat(100_000)), "64 KiB"],
    ["an array without an end", (socket: Socket) => socket.write("*1\r\n".repeat(100_000)), ""],
    ["something else", (socket: Socket) => socket.write("HTTP/1.1 200 OK\r\n\r\n"), "not send a reply"],
    ["a reply too many", (socket: Socket) => socket.write(":1\r\n:2\r\n"), "without a command"],
  ])("is closed when it gets %s, and opened again", async (_what, respond, message) => {
    let hostile = true
    const server = await startServer((socket, text) => {
      if (text.includes("SELECT")) logIn(socket, text)
      else if (hostile) respond(socket)
      else socket.write(":1\r\n")
    })
    const { connection, ready, failed } = connect(`redis://127.0.0.1:${server.port}`)
    await ready
    const [command] = await Promise.allSettled([connection.send("X")])
    assert.include((await failed).message, message)
    if (message !== "without a command") assert.strictEqual(command.status, "rejected")
    hostile = false
    const retry = async (): Promise<Reply> => connection.send("X").catch(() => new Promise(setImmediate).then(retry))
    assert.strictEqual(await retry(), 1)
  })

  it("is closed when a reply does not end in time, although more of it keeps arriving", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearTimeout", "clearInterval"] })
    onTestFinished(() => void vi.useRealTimers())
    const asked = Promise.withResolvers<Socket>()
    const server = await startServer((socket, text) => {
      if (text.includes("SELECT")) logIn(socket, text)
      else asked.resolve(socket)
    })
    const { connection, ready, failed } = connect(`redis://127.0.0.1:${server.port}`)
    await ready
    const command = connection.send("X").catch((error: Error) => error)
    const socket = await asked.promise
    const client = clientOf(server.port)
    for (const part of ["+", "O", "K"]) {
      const expected = client.bytesRead + 1
      socket.write(part)
      while (client.bytesRead < expected && !client.destroyed) await new Promise(setImmediate)
      vi.advanceTimersByTime(2000)
    }
    assert.isTrue(client.destroyed)
    assert.include((await failed).message, "does not respond")
    assert.instanceOf(await command, Error)
  })

  it("fails commands at once while it is not open", async () => {
    const server = createServer()
    server.listen(0, "127.0.0.1")
    await once(server, "listening")
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const { connection, failed } = connect(`redis://127.0.0.1:${port}`)
    assert.include((await failed).message, "ECONNREFUSED")
    const [command] = await Promise.allSettled([connection.send("PING")])
    assert.strictEqual(command.status, "rejected")
  })
})
