import { type Engine, EngineCrashed } from "./Engine.ts"
import { Turns } from "./Turns.ts"

/** Recovery takes about a second of CPU. While it fails, because the disk is still full, requests must not repeat it. */
const RETRY_MILLISECONDS = 5000

/**
 * Keeps an engine running: after a crash it starts another one, which recovers what was committed. The engine's single
 * session belongs to the connection that was the last to take it.
 */
export class EngineSupervisor {
  #engine: Promise<Engine>
  #failedAt: number | undefined
  #owner: object | undefined
  readonly #start: () => Promise<Engine>
  /** Those who use the session. */
  readonly turns = new Turns()

  private constructor(engine: Engine, start: () => Promise<Engine>) {
    this.#engine = Promise.resolve(engine)
    this.#start = start
  }

  static async start(start: () => Promise<Engine>): Promise<EngineSupervisor> {
    return new EngineSupervisor(await start(), start)
  }

  /** Gives the session to a connection. Fails if the engine has crashed and none can be started. */
  takeSession(connection: object): Promise<Engine> {
    this.#owner = connection
    return this.usableEngine()
  }

  hasSession(connection: object): boolean {
    return this.#owner === connection
  }

  async close(): Promise<void> {
    const engine = await this.#engine.catch(() => undefined)
    await engine?.close()
  }

  /** The engine, or a new one if it has crashed. Fails if none can be started. */
  async usableEngine(): Promise<Engine> {
    const current = this.#engine
    const isUsable = await current.then(
      ({ hasCrashed }) => !hasCrashed,
      () => false,
    )
    if (isUsable) return current
    // Somebody else may have started one meanwhile.
    if (current !== this.#engine) return this.#engine
    if (this.#failedAt !== undefined && performance.now() - this.#failedAt < RETRY_MILLISECONDS) return current
    this.#engine = this.#restart()
    return this.#engine
  }

  async #restart(): Promise<Engine> {
    try {
      const engine = await this.#start()
      this.#failedAt = undefined
      return engine
    } catch (error) {
      this.#failedAt = performance.now()
      const reason = error instanceof Error ? error.message : String(error)
      throw new EngineCrashed(`The embedded database cannot be restarted: ${reason}`)
    }
  }
}
