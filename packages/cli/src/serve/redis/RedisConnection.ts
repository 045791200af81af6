import { connect as connectTcp, type Socket } from "node:net"
import { connect as connectTls } from "node:tls"
import { parseReply, type Reply } from "./parseReply.ts"

/** The replies to a rate limiter are much shorter. What is longer must not be held in memory. */
const MAX_REPLY_BYTES = 64 * 1024

/** A connection is checked this often, with a command if it is idle, and closed if no reply is complete by the next check. */
const CHECK_MILLISECONDS = 2000

const MAX_RECONNECT_MILLISECONDS = 2000

interface Events {
  readonly ready: () => void
  /** The connection could not be opened, or has failed. It is opened again. */
  readonly failed: (cause: Error) => void
}

interface Command {
  readonly resolve: (reply: Reply) => void
  readonly reject: (cause: Error) => void
}

/** A connection to Redis that is opened again whenever it fails. Commands fail at once while it is not open. */
export class RedisConnection {
  readonly #url: URL
  readonly #events: Events
  readonly #commands: Array<Command> = []
  #socket: Socket | undefined
  #received = Buffer.alloc(0)
  #isReady = false
  #failures = 0
  #timer: NodeJS.Timeout | undefined
  /** Whether a reply, or the connection itself, is still expected that already was at the last check. */
  #isOverdue = false

  constructor(url: URL, events: Events) {
    this.#url = url
    this.#events = events
    this.#open()
  }

  send(...command: ReadonlyArray<string>): Promise<Reply> {
    return this.#isReady ? this.#write(command) : Promise.reject(new Error("Redis is not connected"))
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#socket?.removeAllListeners("close").destroy()
    this.#fail(new Error("The connection to Redis is closed"))
  }

  #open(): void {
    const { protocol, hostname, port } = this.#url
    const address = { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 6379) }
    const isTls = protocol === "rediss:"
    const socket = isTls ? connectTls({ ...address, servername: address.host }) : connectTcp(address)
    let cause = new Error("Redis closed the connection")
    socket
      .setNoDelay()
      .on(isTls ? "secureConnect" : "connect", () => this.#logIn().catch((error) => socket.destroy(error)))
      .on("data", (bytes) => this.#receive(socket, bytes))
      .on("error", (error) => {
        cause = error
      })
      .on("close", () => this.#reopen(cause))
    this.#socket = socket
    this.#isOverdue = false
    this.#timer = setInterval(() => this.#check(socket), CHECK_MILLISECONDS)
  }

  #check(socket: Socket): void {
    if (this.#isOverdue) socket.destroy(new Error("Redis does not respond"))
    else if (this.#isReady && this.#commands.length === 0) this.#write(["PING"]).catch(() => {})
    this.#isOverdue = true
  }

  async #logIn(): Promise<void> {
    const { username, password, pathname } = this.#url
    const database = pathname.slice(1)
    const credentials = [username, password].filter((text) => text !== "").map(decodeURIComponent)
    const commands = [
      ...(credentials.length > 0 ? [["AUTH", ...credentials]] : []),
      ["SELECT", database === "" ? "0" : database],
    ]
    await Promise.all(commands.map((command) => this.#write(command)))
    this.#isReady = true
    this.#failures = 0
    this.#events.ready()
  }

  #write(command: ReadonlyArray<string>): Promise<Reply> {
    const parts = command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`)
    this.#socket?.write(`*${command.length}\r\n${parts.join("")}`)
    return new Promise((resolve, reject) => this.#commands.push({ resolve, reject }))
  }

  #receive(socket: Socket, bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes])
    try {
      let end = 0
      for (let parsed = parseReply(this.#received, 0); parsed; parsed = parseReply(this.#received, end)) {
        end = parsed.end
        this.#settle(parsed.reply)
      }
      this.#received = this.#received.subarray(end)
      if (this.#received.length > MAX_REPLY_BYTES) throw new Error("Redis sent a reply of more than 64 KiB")
    } catch (error) {
      socket.destroy(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #settle(reply: Reply): void {
    this.#isOverdue = false
    const command = this.#commands.shift()
    if (command === undefined) throw new Error("Redis sent a reply without a command")
    if (reply instanceof Error) command.reject(reply)
    else command.resolve(reply)
  }

  #fail(cause: Error): void {
    clearTimeout(this.#timer)
    this.#isReady = false
    this.#received = Buffer.alloc(0)
    for (const { reject } of this.#commands.splice(0)) reject(cause)
  }

  #reopen(cause: Error): void {
    this.#fail(cause)
    const delay = Math.min(50 * 2 ** this.#failures++, MAX_RECONNECT_MILLISECONDS)
    this.#timer = setTimeout(() => this.#open(), delay)
    this.#events.failed(cause)
  }
}
