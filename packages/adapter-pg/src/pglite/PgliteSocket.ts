import { Buffer } from "node:buffer"
import { Duplex } from "node:stream"
import { DISCARD_ALL, ROLLBACK } from "../sql/session.ts"
import type { Engine } from "./Engine.ts"
import type { EngineSupervisor } from "./EngineSupervisor.ts"
import { isCancelRequest, isStartup, TERMINATE } from "./frontendMessages.ts"
import { Turn } from "./Turns.ts"

/**
 * A connection to an engine in this process. The client writes whole messages; each is answered before the next is read.
 *
 * The engine has a single session, which a connection takes over in the state its predecessor left it, and resets. What
 * the predecessor has not sent by then is lost.
 */
export class PgliteSocket extends Duplex {
  readonly #supervisor: EngineSupervisor
  readonly #turn: Turn
  #engine: Engine | undefined

  constructor(supervisor: EngineSupervisor) {
    super()
    this.#supervisor = supervisor
    this.#turn = new Turn(supervisor.turns)
  }

  override _read(): void {}

  override _write(message: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    // The engine awaits nothing but promises. Without a turn of the event loop after each message, it would complete all
    // requests that are waiting before the server sees one of another client.
    this.#process(message).then(() => setImmediate(callback), callback)
  }

  override _final(callback: () => void): void {
    this.#turn.end().then(() => {
      this.push(null)
      callback()
    })
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#turn.end().then(() => callback(error))
  }

  async #process(message: Buffer): Promise<void> {
    // By the time the engine could read a cancel request, it has finished the statement.
    if (isCancelRequest(message)) return void this.push(null)
    if (message[0] === TERMINATE) return
    if (isStartup(message)) this.#engine = await this.#supervisor.takeSession(this)
    if (this.#engine === undefined || !this.#supervisor.hasSession(this))
      throw new Error("The session has a new connection")
    // Copied: the bytes are a view of the engine's memory, which it overwrites.
    const answer = (bytes: Uint8Array) => void this.push(Buffer.from(bytes))
    await this.#turn.run(this.#engine, message, answer, isStartup(message) ? [ROLLBACK, DISCARD_ALL] : [])
  }
}
