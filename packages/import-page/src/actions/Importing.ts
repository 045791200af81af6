import type { State } from "../app/State.ts"
import type { Store } from "../app/Store.ts"
import { serverTrouble } from "../app/troubles.ts"
import type { DownloadLabels, SendFailure, SendResult } from "../protocol.ts"
import { withoutOtherTabs } from "../session/idempotencyKeys.ts"
import { keepPending, type PendingImport } from "../session/pending.ts"
import type { Server } from "../session/Server.ts"
import type { WorkerClient } from "../session/WorkerClient.ts"
import { ImportRequests } from "./ImportRequests.ts"
import type { Lists } from "./Lists.ts"
import type { Organization } from "./Organization.ts"
import type { Unanswered } from "./Unanswered.ts"

/** The dry run and the import. */
export class Importing {
  readonly #store: Store
  readonly #worker: WorkerClient
  readonly #server: Server
  readonly #organization: Organization
  readonly #unanswered: Unanswered
  readonly #lists: Lists
  readonly #requests: ImportRequests

  constructor(
    store: Store,
    server: Server,
    worker: WorkerClient,
    organization: Organization,
    unanswered: Unanswered,
    lists: Lists,
  ) {
    this.#store = store
    this.#server = server
    this.#worker = worker
    this.#organization = organization
    this.#unanswered = unanswered
    this.#lists = lists
    this.#requests = new ImportRequests(store, server, worker)
  }

  /** Asks the server what an import would do. */
  async tryOut(): Promise<void> {
    const store = this.#store
    const { sending, options } = store.state
    if (sending !== null) return
    store.set({ sending: { kind: "dryRun", bytes: 0, total: 0 }, trouble: null, cancelled: null, dryRun: null })
    await this.#organization.loadLists()
    if (store.state.trouble !== null) return store.set({ sending: null })
    await store.attempt(async () => {
      const sent = await this.#requests.send(true)
      store.set({ sending: null, version: store.state.version + 1 })
      if (sent.ok) store.set({ dryRun: sent, filter: sent.counts.created > 0 ? "created" : "all" })
      else this.#showRejection(sent)
    })
    if (options !== store.state.options) store.set({ dryRun: null })
  }

  /** Imports. However often it is called, and in however many tabs, one request is carried out. */
  async import(labels: DownloadLabels): Promise<void> {
    const store = this.#store
    const { sending, result } = store.state
    if (sending !== null || result !== null) return
    store.set({ sending: { kind: "import", bytes: 0, total: 0 }, trouble: null, cancelled: null, existing: null })
    await store.attempt(async () => {
      const pending = await this.#requests.make()
      const wait = () => store.set({ isWaitingForOther: true })
      const sent = await withoutOtherTabs(pending.digest, wait, () => this.#carryOut(pending))
      // Without an answer, nobody knows what became of it: the request is kept.
      if (sent === null || sent.ok || isFinal(sent.status)) await this.#unanswered.forget(pending)
      store.set({ sending: null, version: store.state.version + 1 })
      if (sent?.ok) {
        store.set({ result: sent, step: "result", filter: "all" })
        await this.#lists.keep(sent, labels)
      } else if (sent !== null) this.#showRejection(sent, { cancelled: null })
    })
  }

  /** Stops an import, if that is still possible. */
  async cancel(): Promise<void> {
    if (this.#store.state.sending?.kind !== "import" || this.#store.state.cancelled !== null) return
    this.#store.set({ cancelled: "asking" })
    await this.#worker.call("abort")
  }

  async #carryOut(pending: PendingImport): Promise<SendResult | null> {
    this.#store.set({ isWaitingForOther: false })
    if (!(await keepPending(pending))) this.#store.set({ isFull: true })
    const answer = await this.#requests.send(false, pending.headers["idempotency-key"])
    return this.#store.state.cancelled === null ? answer : this.#requests.settle(pending)
  }

  #showRejection(sent: SendFailure, change: Partial<State> = {}): void {
    this.#store.set({ ...change, trouble: serverTrouble(sent, this.#server.settings.authentication) })
  }
}

/** Whether the request was rejected, so that nothing of it was stored and nothing will be. */
const isFinal = (status: number): boolean => status >= 400 && status < 500 && status !== 401 && status !== 409
