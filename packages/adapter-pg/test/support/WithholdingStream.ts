import { connect, type Socket } from "node:net"
import { Duplex } from "node:stream"

const SYNC = "S".charCodeAt(0)
const READY_FOR_QUERY = "Z".charCodeAt(0)

/** After this many turns of the event loop without another byte, the client waits for an answer. */
const QUIET_TURNS = 100

/**
 * A connection to a PostgreSQL server that counts round trips. It withholds the server's answers until all of them are
 * there and the client has nothing more to send, so that the speed of neither side makes a difference.
 *
 * The client runs in this process and writes to it without a socket between them. Its clock must stand still: a loop that
 * yields to the event loop may otherwise look like a client that waits.
 */
export class WithholdingStream extends Duplex {
  readonly #server: Socket
  readonly #onRoundTrip: () => void
  readonly #sent = new MessageReader("startup")
  readonly #received = new MessageReader("typed")
  #withheld: Array<Buffer> = []
  /** Statements that the server has not answered. The first answer is that to the startup message. */
  #unanswered = 1
  #quietTurns = 0
  #isWatching = false

  constructor(url: string, onRoundTrip: () => void) {
    super()
    const { hostname, port } = new URL(url)
    this.#onRoundTrip = onRoundTrip
    this.#server = connect(Number(port), hostname)
    this.#server.on("data", (chunk) => this.#withhold(chunk))
    this.#server.on("error", (error) => this.destroy(error))
    this.#server.on("close", () => this.push(null))
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.#quietTurns = 0
    for (const type of this.#sent.read(chunk)) {
      if (type === SYNC) this.#send()
    }
    this.#server.write(chunk, callback)
  }

  override _final(callback: () => void): void {
    this.#server.end(callback)
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#server.destroy()
    callback(error)
  }

  #send(): void {
    if (this.#unanswered === 0 && this.#withheld.length === 0) this.#onRoundTrip()
    this.#unanswered++
  }

  #withhold(chunk: Buffer): void {
    this.#withheld.push(chunk)
    for (const type of this.#received.read(chunk)) {
      if (type === READY_FOR_QUERY) this.#unanswered--
    }
    // Authentication is a conversation, in which nothing can be pipelined.
    if (!this.#received.isReady) this.#release()
    else if (!this.#isWatching) this.#watch()
  }

  #watch(): void {
    this.#isWatching = true
    setImmediate(() => {
      this.#isWatching = false
      if (this.#unanswered > 0) return
      if (++this.#quietTurns < QUIET_TURNS) this.#watch()
      else this.#release()
    })
  }

  #release(): void {
    const answers = Buffer.concat(this.#withheld)
    this.#withheld = []
    this.#quietTurns = 0
    this.push(answers)
  }
}

/** Cuts what one side sends into messages. */
class MessageReader {
  /** Whether the server has said once that it is ready for a query. */
  isReady = false
  #rest: Buffer = Buffer.alloc(0)
  #isStartup: boolean

  /** The first message of a client has no type. */
  constructor(first: "startup" | "typed") {
    this.#isStartup = first === "startup"
  }

  /** The types of the messages that are complete now. */
  read(chunk: Buffer): ReadonlyArray<number> {
    const types: Array<number> = []
    this.#rest = Buffer.concat([this.#rest, chunk])
    for (;;) {
      const lengthAt = this.#isStartup ? 0 : 1
      if (this.#rest.length < lengthAt + 4) return types
      const end = lengthAt + this.#rest.readInt32BE(lengthAt)
      if (this.#rest.length < end) return types
      const type = this.#rest[0] ?? 0
      if (!this.#isStartup) types.push(type)
      if (type === READY_FOR_QUERY) this.isReady = true
      this.#isStartup = false
      this.#rest = this.#rest.subarray(end)
    }
  }
}
