import { Buffer } from "node:buffer"
import { Duplex } from "node:stream"
import type { PGlite } from "@electric-sql/pglite"
import { DISCARD_ALL, ROLLBACK } from "../sql/session.ts"

const CANCEL_REQUEST_CODE = 80877102
const TERMINATE = "X".charCodeAt(0)

/**
 * A connection to an engine in this process. The client writes whole messages; each is answered before the next is read.
 *
 * The engine has a single session, which a connection takes over in the state its predecessor left it, and resets.
 */
export class PgliteSocket extends Duplex {
  readonly #engine: PGlite

  constructor(engine: PGlite) {
    super()
    this.#engine = engine
  }

  override _read(): void {}

  override _write(message: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    this.#process(message).then(() => callback(), callback)
  }

  override _final(callback: () => void): void {
    this.push(null)
    callback()
  }

  async #process(message: Buffer): Promise<void> {
    // By the time the engine could read a cancel request, it has finished the statement.
    if (isCancelRequest(message)) return void this.push(null)
    if (message[0] === TERMINATE) return
    if (isStartup(message)) await this.#resetSession()
    await this.#engine.execProtocolRawStream(message, {
      // Copied: the bytes are a view of the engine's memory, which it overwrites.
      onRawData: (bytes) => this.push(Buffer.from(bytes)),
    })
  }

  async #resetSession(): Promise<void> {
    await this.#engine.exec(ROLLBACK)
    await this.#engine.exec(DISCARD_ALL)
  }
}

/** The first message of a connection begins with its length, below 2^24, instead of a type. */
const isStartup = (message: Buffer): boolean => message[0] === 0

const isCancelRequest = (message: Buffer): boolean =>
  isStartup(message) && message.length === 16 && message.readInt32BE(4) === CANCEL_REQUEST_CODE
