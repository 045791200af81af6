import type { Store } from "../app/Store.ts"
import { keptLists } from "../session/lists.ts"
import { type Server, ServerFailure } from "../session/Server.ts"

/** Imports that the server has recorded, and their undo. */
export class PastImports {
  readonly #store: Store
  readonly #server: Server

  constructor(store: Store, server: Server) {
    this.#store = store
    this.#server = server
  }

  /** Loads the newest imports or, after a cursor, older ones in addition. */
  async load(after?: string): Promise<void> {
    const { key, history } = this.#store.state
    if (!this.#server.canAsk(key)) return
    try {
      const { imports, nextCursor } = await this.#server.imports(key, after)
      this.#store.set({
        history: after === undefined ? imports : [...(history ?? []), ...imports],
        historyCursor: nextCursor ?? null,
        hasHistory: true,
        lists: await keptLists(),
      })
    } catch (error) {
      // This store does not record imports.
      if (error instanceof ServerFailure && (error.status === 404 || error.status === 400)) {
        return this.#store.set({ hasHistory: false })
      }
      this.#store.fail(error)
    }
  }

  async undo(id: string): Promise<void> {
    await this.#store.attempt(async () => {
      const undone = await this.#server.undo(this.#store.state.key, id)
      if (this.#store.state.result?.importId === id) this.#store.set({ undone })
      if (this.#store.state.history !== null) await this.load()
    })
  }
}
