import type { Store } from "../app/Store.ts"
import type { SendResult } from "../protocol.ts"
import { keyFor } from "../session/idempotencyKeys.ts"
import type { PendingImport } from "../session/pending.ts"
import type { Server } from "../session/Server.ts"
import type { WorkerClient } from "../session/WorkerClient.ts"
import { importQuery, preferOf } from "./importQuery.ts"

/** How long to wait before asking again for the result of an import that is in progress, in milliseconds. */
const BUSY_MILLIS = 1500

const PATH = "/accounts/contacts/bulk"

/** The requests of the dry run and of the import. */
export class ImportRequests {
  readonly #store: Store
  readonly #server: Server
  readonly #worker: WorkerClient
  /** Whether the server records imports by name. */
  #namesImports = true

  constructor(store: Store, server: Server, worker: WorkerClient) {
    this.#store = store
    this.#server = server
    this.#worker = worker
  }

  /** The request of the import, with an idempotency key that every tab has for it. */
  async make(): Promise<PendingImport> {
    const { options, file } = this.#store.state
    const { body, digest: ofBody } = await this.#worker.call("body", options.leaveOut)
    const query = importQuery(this.#store.state, this.#namesImports)
    const digest = `${ofBody}?${query}`
    return {
      digest,
      name: file?.name ?? "",
      url: this.#server.url(PATH, query),
      headers: { ...this.#headers(), "idempotency-key": keyFor(digest) },
      body,
    }
  }

  /** Sends the rows, again if the same request is in progress. */
  async send(dryRun: boolean, key?: string): Promise<SendResult> {
    const { options, key: apiKey } = this.#store.state
    const query = importQuery(this.#store.state, this.#namesImports)
    if (dryRun) query.set("dryRun", "true")
    const sent = await this.#worker.call("send", {
      url: this.#server.url(PATH, query),
      headers: {
        ...this.#server.headers(apiKey),
        ...this.#headers(),
        ...(key !== undefined && { "idempotency-key": key }),
      },
      lenient: options.leaveOut,
      dryRun,
    })
    if (sent.ok) return sent
    if (sent.status === 400 && this.#namesImports && sent.details.some(({ field }) => field === "import")) {
      // This store does not record imports. They work without a name.
      this.#namesImports = false
      return this.send(dryRun, key)
    }
    if (sent.status === 409 && this.#store.state.cancelled !== "asking") {
      this.#store.set({ isWaitingForOther: true })
      await pause(BUSY_MILLIS)
      this.#store.set({ isWaitingForOther: false })
      return this.send(dryRun, key)
    }
    return sent
  }

  /**
   * Finds out what became of an import that was cancelled. A request for nothing takes its idempotency key: if that succeeds, the
   * import can no longer be carried out, wherever it is. Null if nothing was stored, otherwise the answer to the import.
   */
  async settle({ headers }: PendingImport): Promise<SendResult | null> {
    const key = headers["idempotency-key"] ?? ""
    for (;;) {
      const status = await this.#server.takeKey(this.#store.state.key, key)
      if (status === 200) {
        this.#store.set({ cancelled: "notStored" })
        return null
      }
      if (status === 422) {
        this.#store.set({ cancelled: "tooLate" })
        return this.send(false, key)
      }
      if (status !== 409) return { ok: false, status, message: "", details: [] }
      await pause(BUSY_MILLIS)
    }
  }

  #headers(): Record<string, string> {
    return { "content-type": "application/x-ndjson", prefer: preferOf(this.#store.state.options.leaveOut) }
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
