import { closeSync } from "node:fs"
import { PGlite, type PGliteOptions } from "@electric-sql/pglite"

/** The engine has ended itself, as a PostgreSQL server does that cannot write its log. What was committed is on disk. */
export class EngineCrashed extends Error {
  override readonly name = "EngineCrashed"
}

/** The parts of Emscripten's module that are needed. */
interface Module {
  _PostgresMainLoopOnce: () => void
  _PostgresSendReadyForQueryIfNecessary: () => void
  _pgl_pq_flush: () => void
  stackRestore: (pointer: number) => void
  readonly FS: { readonly streams: ReadonlyArray<{ readonly nfd?: number } | null | undefined> }
}

/** The exit status with which PostgreSQL jumps to its own error handler. */
const LONG_JUMP = 100

/**
 * PostgreSQL in this process. PGlite goes on for ever with an engine that has crashed, because it takes every exception for
 * an error that PostgreSQL will handle. So the loop that it calls is wrapped: after a crash everything fails at once.
 */
export class Engine {
  #crash: EngineCrashed | undefined
  readonly #pglite: PGlite
  /** Messages of PostgreSQL's log that say why it ended. */
  readonly #reasons: ReadonlyArray<string>

  private constructor(pglite: PGlite, reasons: ReadonlyArray<string>) {
    this.#pglite = pglite
    this.#reasons = reasons
  }

  /** Starts PostgreSQL, which recovers the database first if it was not shut down. */
  static async start(options: PGliteOptions): Promise<Engine> {
    const reasons: Array<string> = []
    const onStderr = (line: string) => {
      const reason = /(?:FATAL|PANIC): +(.+)/.exec(line)?.[1]
      if (reason !== undefined) reasons.push(reason)
      return false
    }
    const pglite = new PGlite({ ...options, onStderr })
    const engine = new Engine(pglite, reasons)
    try {
      await pglite.waitReady
      engine.#watch(pglite.Module as unknown as Module)
      return engine
    } catch (cause) {
      engine.#closeFiles()
      if (reasons.length > 0) throw new EngineCrashed(reasons.join("; "))
      // The engine's file system throws objects that are not errors.
      throw cause instanceof Error ? cause : new EngineCrashed("its files cannot be written. Is the disk full?")
    }
  }

  get hasCrashed(): boolean {
    return this.#crash !== undefined
  }

  /** Runs protocol messages and passes on what PostgreSQL answers. The bytes are only valid during the call. */
  async run(messages: Uint8Array, onAnswer: (bytes: Uint8Array) => void): Promise<void> {
    await this.#unlessCrashed(() => this.#pglite.execProtocolRawStream(messages, { onRawData: onAnswer }))
  }

  async execute(statement: string): Promise<void> {
    await this.#unlessCrashed(() => this.#pglite.exec(statement))
  }

  async close(): Promise<void> {
    if (!this.hasCrashed) await this.#pglite.close()
  }

  async #unlessCrashed(run: () => Promise<unknown>): Promise<void> {
    if (this.#crash !== undefined) throw this.#crash
    try {
      await run()
    } catch (error) {
      throw this.#crash ?? error
    }
  }

  #watch(module: Module): void {
    const runOnce = module._PostgresMainLoopOnce
    module._PostgresMainLoopOnce = () => {
      try {
        runOnce()
      } catch (error) {
        if (!isLongJump(error)) this.#end(module)
        throw error
      }
    }
  }

  #end(module: Module): void {
    const crash = new EngineCrashed(this.#reasons.at(-1) ?? "The embedded database has crashed")
    this.#crash = crash
    const fail = () => {
      throw crash
    }
    // PGlite calls this next, and its exception ends PGlite's loop.
    module.stackRestore = fail
    module._PostgresMainLoopOnce = fail
    module._PostgresSendReadyForQueryIfNecessary = () => {}
    module._pgl_pq_flush = () => {}
    this.#closeFiles()
  }

  /** Closing the engine would write to the database, so only its files are closed. */
  #closeFiles(): void {
    const { FS } = (this.#pglite.Module ?? {}) as unknown as Partial<Module>
    const descriptors = new Set(FS?.streams.map((stream) => stream?.nfd))
    for (const descriptor of descriptors) if (descriptor !== undefined) closeSync(descriptor)
  }
}

const isLongJump = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "status" in error && error.status === LONG_JUMP
