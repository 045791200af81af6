import type { Options } from "../app/State.ts"
import type { Store } from "../app/Store.ts"
import { type Server, ServerFailure } from "../session/Server.ts"
import { untilClosed } from "../session/storage.ts"

/** The API key, and what the server knows of the organization that it belongs to. */
export class Organization {
  readonly #store: Store
  readonly #server: Server

  constructor(store: Store, server: Server) {
    this.#store = store
    this.#server = server
  }

  setKey(key: string): void {
    this.#store.set({
      key: key.trim(),
      accounts: null,
      contactTypes: null,
      dryRun: null,
      history: null,
      hasHistory: null,
    })
    this.#keepKey()
  }

  setKeepsKey(keepsKey: boolean): void {
    this.#store.set({ keepsKey })
    this.#keepKey()
  }

  setOptions(options: Partial<Options>): void {
    this.#store.set({ options: { ...this.#store.state.options, ...options }, dryRun: null })
  }

  /** Loads the accounts and contact types to choose from, once for each key. */
  async loadLists(): Promise<void> {
    const { key, accounts, contactTypes } = this.#store.state
    if (!this.#server.canAsk(key) || (accounts !== null && contactTypes !== null)) return
    await this.#store.attempt(async () => {
      const [foundAccounts, foundTypes] = await Promise.all([
        orNone(this.#server.accounts(key)),
        orNone(this.#server.contactTypes(key)),
      ])
      this.#store.set({ accounts: foundAccounts, contactTypes: foundTypes, trouble: null })
    })
  }

  /** Shows the contact that has the email of a row. */
  async showExisting(row: number, email: string): Promise<void> {
    await this.#store.attempt(async () => {
      const contact = await this.#server.contact(this.#store.state.key, email)
      if (contact !== undefined) this.#store.set({ existing: { row, contact } })
    })
  }

  #keepKey(): void {
    const { keepsKey, key } = this.#store.state
    if (keepsKey && key !== "") untilClosed.set("key", key)
    else untilClosed.remove("key")
  }
}

/** A server without these lists has the contacts all the same. */
const orNone = <A>(list: Promise<ReadonlyArray<A>>): Promise<ReadonlyArray<A>> =>
  list.catch((error: unknown) => {
    if (error instanceof ServerFailure && (error.status === 404 || error.status === 405)) return []
    throw error
  })
