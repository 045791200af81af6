import { Buffer } from "node:buffer"
import { Duplex } from "node:stream"
import type { PGlite } from "@electric-sql/pglite"

const CANCEL_REQUEST_CODE = 80877102
const TERMINATE = "X".charCodeAt(0)

/**
 * A connection to an engine in this process: what is written to it, the engine answers before it takes more. The client
 * writes whole messages.
 *
 * The engine has one session, so a connection takes it over as its predecessor left it, and begins with clearing it.
 */
export class PgliteSocket extends Duplex {
  readonly #engine: PGlite

  constructor(engine: PGlite) {
    super()
    this.#engine = engine
  }

  override _read(): void {}

  override _write(message: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    this.#answer(message).then(() => callback(), callback)
  }

  override _final(callback: () => void): void {
    this.push(null)
    callback()
  }

  async #answer(message: Buffer): Promise<void> {
    // The engine has finished by the time it could be asked to stop.
    if (isCancelRequest(message)) return void this.push(null)
    if (message[0] === TERMINATE) return
    if (isStartup(message)) await this.#clearSession()
    await this.#engine.execProtocolRawStream(message, {
      // The bytes are a view of the engine's memory, which it writes to again.
      onRawData: (bytes) => this.push(Buffer.from(bytes)),
    })
  }

  async #clearSession(): Promise<void> {
    await this.#engine.exec("rollback")
    await this.#engine.exec("discard all")
  }
}

/** The first messages of a connection have no type before their length, which is less than 2^24. */
const isStartup = (message: Buffer): boolean => message[0] === 0

const isCancelRequest = (message: Buffer): boolean =>
  isStartup(message) && message.length === 16 && message.readInt32BE(4) === CANCEL_REQUEST_CODE
