import { WorkerFailure } from "../session/WorkerClient.ts"
import type { State } from "./State.ts"
import { type Authentication, troubleOf } from "./troubles.ts"

/** Holds what the page shows, and tells the page when it changes. */
export class Store {
  #state: State
  readonly #authentication: Authentication
  readonly #listeners = new Set<() => void>()

  constructor(state: State, authentication: Authentication) {
    this.#state = state
    this.#authentication = authentication
  }

  get state(): State {
    return this.#state
  }

  set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }

  /** Calls `listener` after every change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Runs it, and shows what went wrong. */
  async attempt(run: () => Promise<void>): Promise<void> {
    try {
      await run()
    } catch (error) {
      this.fail(error)
    }
  }

  /** Shows what went wrong. Nothing is in progress afterwards. */
  fail(error: unknown): void {
    // A later check replaces this one.
    if (error instanceof WorkerFailure && error.code === "superseded") return
    const trouble = troubleOf(error, this.#authentication)
    this.set({ trouble, reading: null, sending: null, isChecking: false, isWaitingForOther: false })
  }
}
