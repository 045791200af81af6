import { Buffer } from "node:buffer"
import { Duplex } from "node:stream"
import { DISCARD_ALL, ROLLBACK } from "../sql/session.ts"
import type { Engine } from "./Engine.ts"
import type { EngineSupervisor } from "./EngineSupervisor.ts"

const CANCEL_REQUEST_CODE = 80877102
const TERMINATE = "X".charCodeAt(0)

/**
 * A connection to an engine in this process. The client writes whole messages; each is answered before the next is read.
 *
 * The engine has a single session, which a connection takes over in the state its predecessor left it, and resets. What
 * the predecessor has not sent by then is lost.
 */
export class PgliteSocket extends Duplex {
  readonly #supervisor: EngineSupervisor
  #engine: Engine | undefined

  constructor(supervisor: EngineSupervisor) {
    super()
    this.#supervisor = supervisor
  }

  override _read(): void {}

  override _write(message: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    // The engine awaits nothing but promises. Without a turn of the event loop after each message, it would complete all
    // requests that are waiting before the server sees one of another client.
    this.#process(message).then(() => setImmediate(callback), callback)
  }

  override _final(callback: () => void): void {
    this.push(null)
    callback()
  }

  async #process(message: Buffer): Promise<void> {
    // By the time the engine could read a cancel request, it has finished the statement.
    if (isCancelRequest(message)) return void this.push(null)
    if (message[0] === TERMINATE) return
    if (isStartup(message)) await this.#start()
    if (this.#engine === undefined || !this.#supervisor.hasSession(this))
      throw new Error("The session has a new connection")
    // Copied: the bytes are a view of the engine's memory, which it overwrites.
    await this.#engine.run(message, (bytes) => this.push(Buffer.from(bytes)))
  }

  async #start(): Promise<void> {
    this.#engine = await this.#supervisor.takeSession(this)
    await this.#engine.execute(ROLLBACK)
    await this.#engine.execute(DISCARD_ALL)
  }
}

/** The first message of a connection begins with its length, below 2^24, instead of a type. */
const isStartup = (message: Buffer): boolean => message[0] === 0

const isCancelRequest = (message: Buffer): boolean =>
  isStartup(message) && message.length === 16 && message.readInt32BE(4) === CANCEL_REQUEST_CODE
