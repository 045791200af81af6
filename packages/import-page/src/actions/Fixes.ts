import type { Decisions } from "../app/State.ts"
import type { Store } from "../app/Store.ts"
import type { Change } from "../protocol.ts"
import type { WorkerClient } from "../session/WorkerClient.ts"
import type { Checking } from "./Checking.ts"

/**
 * What the person changes in the rows. A change can be reverted on its own, whatever was changed after it, because the check
 * applies those that remain to the original rows. `undo` and `redo` go through everything that was done, one step at a time;
 * reverting is such a step too.
 */
export class Fixes {
  readonly #store: Store
  readonly #worker: WorkerClient
  readonly #checking: Checking

  constructor(store: Store, worker: WorkerClient, checking: Checking) {
    this.#store = store
    this.#worker = worker
    this.#checking = checking
  }

  setCountry(country: string): void {
    this.#decide({ country })
  }

  change(change: Change, line?: number): void {
    this.#decide({ changes: [...this.#store.state.changes, { change, ...(line !== undefined && { line }) }] })
  }

  async changeGroup(group: string, action: "empty" | "leaveOut"): Promise<void> {
    await this.#store.attempt(async () => this.change(await this.#worker.call("changeGroup", group, action)))
  }

  revert(i: number): void {
    this.#decide({ changes: this.#store.state.changes.filter((_, j) => j !== i) })
  }

  undo(): void {
    const { past, future } = this.#store.state
    const before = past.at(-1)
    if (before !== undefined) this.#restore(before, past.slice(0, -1), [this.#decisions, ...future])
  }

  redo(): void {
    const { past, future } = this.#store.state
    const [after, ...later] = future
    if (after !== undefined) this.#restore(after, [...past, this.#decisions], later)
  }

  get #decisions(): Decisions {
    const { changes, country } = this.#store.state
    return { changes, country }
  }

  #decide(change: Partial<Decisions>): void {
    const { past } = this.#store.state
    this.#restore({ ...this.#decisions, ...change }, [...past, this.#decisions], [])
  }

  #restore(decisions: Decisions, past: ReadonlyArray<Decisions>, future: ReadonlyArray<Decisions>): void {
    this.#store.set({ ...decisions, past, future })
    void this.#checking.check()
  }
}
