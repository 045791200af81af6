import { Buffer } from "node:buffer"
import { ROLLBACK } from "../sql/session.ts"
import type { Engine } from "./Engine.ts"

/** Hands the engine's single session to one user after the other, in the order in which they ask. */
export class Turns {
  #holder: Turn | undefined
  readonly #waiting: Array<{ readonly turn: Turn; readonly begin: () => void }> = []

  /** Resolves as soon as it is the user's turn. */
  take(turn: Turn): Promise<void> {
    if (this.#holder === turn) return Promise.resolve()
    if (this.#holder === undefined) {
      this.#holder = turn
      return Promise.resolve()
    }
    return new Promise((begin) => this.#waiting.push({ turn, begin }))
  }

  holds(turn: Turn): boolean {
    return this.#holder === turn
  }

  release(turn: Turn): void {
    if (this.#holder !== turn) return
    const next = this.#waiting.shift()
    this.#holder = next?.turn
    next?.begin()
  }
}

/** The whole message ReadyForQuery: no transaction is open. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])

/**
 * One user of the session: a connection. Its turn lasts from a message until no transaction is open, so a transaction is
 * never mixed with another user's statements.
 */
export class Turn {
  readonly #turns: Turns
  /** What returns the session to its usual state after each turn. */
  readonly #cleanUp: string | undefined
  #engine: Engine | undefined
  #isRunning = false
  #hasEnded = false

  constructor(turns: Turns, cleanUp?: string) {
    this.#turns = turns
    this.#cleanUp = cleanUp
  }

  /** Whether a transaction is open, which everybody else waits for. */
  get isHeld(): boolean {
    return this.#turns.holds(this)
  }

  /**
   * Runs whole messages, which end with one that PostgreSQL answers with ReadyForQuery, after the statements in `before`.
   */
  async run(
    engine: Engine,
    messages: Uint8Array,
    onAnswer: (bytes: Uint8Array) => void,
    before: ReadonlyArray<string> = [],
  ): Promise<void> {
    this.#isRunning = true
    let end: Buffer = Buffer.alloc(0)
    let isIdle = true
    try {
      await this.#turns.take(this)
      if (this.#hasEnded) throw new Error("The connection was closed")
      this.#engine = engine
      for (const statement of before) await engine.execute(statement)
      await engine.run(messages, (bytes) => {
        end = Buffer.concat([end, bytes.subarray(-READY.length)]).subarray(-READY.length)
        onAnswer(bytes)
      })
      isIdle = end.equals(READY)
    } finally {
      this.#isRunning = false
      if (this.#hasEnded) await this.#rollBack()
      else if (isIdle) await this.#release()
    }
  }

  /** Gives the session up. What a transaction has not committed is lost. */
  async end(): Promise<void> {
    if (this.#hasEnded) return
    this.#hasEnded = true
    if (!this.#isRunning) await this.#rollBack()
  }

  async #rollBack(): Promise<void> {
    if (!this.isHeld) return
    // An engine that has crashed has no transaction.
    await this.#engine?.execute(ROLLBACK).catch(() => {})
    await this.#release()
  }

  async #release(): Promise<void> {
    if (this.#cleanUp !== undefined && this.isHeld) await this.#engine?.execute(this.#cleanUp).catch(() => {})
    this.#turns.release(this)
  }
}
