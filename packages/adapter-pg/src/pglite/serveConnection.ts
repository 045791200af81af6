import { Buffer } from "node:buffer"
import { once } from "node:events"
import type { Socket } from "node:net"
import { RESET_ALL } from "../sql/session.ts"
import type { EngineSupervisor } from "./EngineSupervisor.ts"
import { VERSION } from "./findDatabase.ts"
import {
  answerableLength,
  asksForEncryption,
  isCancelRequest,
  preparesByName,
  startupLength,
  TERMINATE,
} from "./frontendMessages.ts"
import { Turn } from "./Turns.ts"

/** Everybody waits while a transaction is open. A client that has stopped must not hold one for ever. */
const IDLE_IN_TRANSACTION_MILLISECONDS = 30_000

/** Answers a client of PostgreSQL until it closes its connection. */
export const serveConnection = async (socket: Socket, supervisor: EngineSupervisor): Promise<void> => {
  const turn = new Turn(supervisor.turns, RESET_ALL)
  try {
    const client = new Client(socket)
    if (await client.start()) await answer(client, turn, supervisor)
  } catch {
    // The engine has crashed, or the client is gone or does what the session does not allow. It sees a lost connection.
  } finally {
    await turn.end()
  }
}

const answer = async (client: Client, turn: Turn, supervisor: EngineSupervisor): Promise<void> => {
  for (;;) {
    const messages = await client.read(answerableLength, turn.isHeld)
    if (messages === undefined || messages[0] === TERMINATE) return
    if (preparesByName(messages)) throw new Error("A statement with a name would be shared by all connections")
    const answers: Array<Buffer> = []
    // Copied: the bytes are a view of the engine's memory, which it overwrites.
    await turn.run(await supervisor.usableEngine(), messages, (bytes) => void answers.push(Buffer.from(bytes)))
    await client.write(Buffer.concat(answers), turn.isHeld)
  }
}

/** The other side of a connection. */
class Client {
  readonly #socket: Socket
  readonly #chunks: AsyncIterator<Buffer>
  #buffered: Buffer = Buffer.alloc(0)

  constructor(socket: Socket) {
    this.#socket = socket
    this.#chunks = socket[Symbol.asyncIterator]()
  }

  /** Agrees on how to talk. Returns whether the client wants to. */
  async start(): Promise<boolean> {
    const message = await this.read(startupLength, false)
    if (message === undefined || isCancelRequest(message)) return false
    if (asksForEncryption(message)) {
      this.#socket.write("N")
      return this.start()
    }
    // The process id differs from that of the session, as behind a pooler: clients then prepare no statements.
    this.#socket.write(Buffer.concat([AUTHENTICATED, ...PARAMETERS, PROCESS, READY]))
    return true
  }

  /** Reads as much as `lengthOf` says once it is not 0; undefined if the client has closed the connection. */
  async read(lengthOf: (bytes: Buffer) => number, isHeld: boolean): Promise<Buffer | undefined> {
    for (;;) {
      const length = lengthOf(this.#buffered)
      if (length > 0) {
        const messages = this.#buffered.subarray(0, length)
        this.#buffered = this.#buffered.subarray(length)
        return messages
      }
      const { done, value } = await this.#inTime(isHeld, this.#chunks.next())
      if (done === true) return undefined
      this.#buffered = Buffer.concat([this.#buffered, value])
    }
  }

  async write(bytes: Buffer, isHeld: boolean): Promise<void> {
    if (!this.#socket.write(bytes)) await this.#inTime(isHeld, once(this.#socket, "drain"))
  }

  async #inTime<A>(isHeld: boolean, waiting: Promise<A>): Promise<A> {
    if (!isHeld) return waiting
    const timer = setTimeout(() => this.#socket.destroy(), IDLE_IN_TRANSACTION_MILLISECONDS)
    return waiting.finally(() => clearTimeout(timer))
  }
}

const message = (type: string, ...body: ReadonlyArray<number | string>): Buffer => {
  const bytes = Buffer.concat(body.map((part) => (typeof part === "number" ? int32(part) : Buffer.from(part))))
  return Buffer.concat([Buffer.from(type), int32(bytes.length + 4), bytes])
}

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

const AUTHENTICATED = message("R", 0)

const PARAMETERS = Object.entries({
  server_version: VERSION,
  server_encoding: "UTF8",
  client_encoding: "UTF8",
  DateStyle: "ISO, MDY",
  TimeZone: "UTC",
  integer_datetimes: "on",
  standard_conforming_strings: "on",
}).map(([name, value]) => message("S", `${name}\0${value}\0`))

const PROCESS = message("K", 0, 0)

const READY = message("Z", "I")
