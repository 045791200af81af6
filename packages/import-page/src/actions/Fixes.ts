import type { Store } from "../app/Store.ts"
import type { Change } from "../protocol.ts"
import type { WorkerClient } from "../session/WorkerClient.ts"
import type { Checking } from "./Checking.ts"

/** What the person changes in the rows. */
export class Fixes {
  readonly #store: Store
  readonly #worker: WorkerClient
  readonly #checking: Checking

  constructor(store: Store, worker: WorkerClient, checking: Checking) {
    this.#store = store
    this.#worker = worker
    this.#checking = checking
  }

  change(change: Change, line?: number): void {
    const { changes } = this.#store.state
    this.#store.set({ changes: [...changes, { change, ...(line !== undefined && { line }) }] })
    void this.#checking.check()
  }

  async changeGroup(group: string, action: "empty" | "leaveOut"): Promise<void> {
    await this.#store.attempt(async () => this.change(await this.#worker.call("changeGroup", group, action)))
  }

  takeBack(i: number): void {
    this.#store.set({ changes: this.#store.state.changes.filter((_, j) => j !== i) })
    void this.#checking.check()
  }
}
