import type { Store } from "../app/Store.ts"
import { forgetKey } from "../session/idempotencyKeys.ts"
import { forgetPending, type PendingImport } from "../session/pending.ts"
import type { Server } from "../session/Server.ts"

/** Imports of an earlier page whose answer was not seen. */
export class Unanswered {
  readonly #store: Store
  readonly #server: Server

  constructor(store: Store, server: Server) {
    this.#store = store
    this.#server = server
  }

  /** Sends the request again. Its idempotency key makes that safe. */
  async findOut(pending: PendingImport): Promise<void> {
    await this.#store.attempt(async () => {
      const result = await this.#server.sendAgain(this.#store.state.key, pending)
      await this.forget(pending)
      this.#store.set({ step: "result", result })
    })
  }

  async forget({ digest }: PendingImport): Promise<void> {
    forgetKey(digest)
    await forgetPending(digest)
    this.#store.set({ pending: this.#store.state.pending.filter((other) => other.digest !== digest) })
  }
}
