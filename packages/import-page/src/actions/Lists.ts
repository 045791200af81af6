import type { Store } from "../app/Store.ts"
import type { DownloadKind, DownloadLabels, Sent } from "../protocol.ts"
import { forgetLists, type KeptLists, keepLists, type ListKind } from "../session/lists.ts"
import type { PastImport, Server } from "../session/Server.ts"
import { derivedName, saveFile } from "../session/saveFile.ts"
import type { WorkerClient } from "../session/WorkerClient.ts"

/** Rows as CSV files, by what became of them. */
export class Lists {
  readonly #store: Store
  readonly #server: Server
  readonly #worker: WorkerClient

  constructor(store: Store, server: Server, worker: WorkerClient) {
    this.#store = store
    this.#server = server
    this.#worker = worker
  }

  /** Saves rows of the file that was just imported. */
  async save(kind: DownloadKind, labels: DownloadLabels): Promise<void> {
    const name = this.#store.state.file?.name ?? "import"
    await this.#store.attempt(async () =>
      saveFile(await this.#worker.call("download", kind, labels), derivedName(name, kind)),
    )
  }

  /** Keeps the rows of an import for the history. The import does not depend on it. */
  async keep({ importId, counts: { created, skipped, invalid } }: Sent, labels: DownloadLabels): Promise<void> {
    if (importId === null) return
    const rejected = invalid + (this.#store.state.check?.counts.leftOut ?? 0)
    const counts: ReadonlyArray<readonly [ListKind, number]> = [
      ["created", created],
      ["skipped", skipped],
      ["rejected", rejected],
    ]
    const files: { [kind in ListKind]?: { count: number; file: Blob } } = {}
    for (const [kind, count] of counts) {
      if (count === 0) continue
      const file = await this.#worker.call("download", kind, labels).catch(() => undefined)
      if (file !== undefined) files[kind] = { count, file }
    }
    if (!(await keepLists({ importId, at: Date.now(), files }))) this.#store.set({ isFull: true })
  }

  /** Saves rows of an earlier import that this browser has kept. */
  saveKept({ files }: KeptLists, kind: ListKind, { name }: PastImport): void {
    const kept = files[kind]
    if (kept !== undefined) saveFile(kept.file, derivedName(name, kind))
  }

  /** Saves the contacts of an import that still exist, as the server has them. */
  async saveContacts({ id, name }: PastImport): Promise<void> {
    await this.#store.attempt(async () =>
      saveFile(await this.#server.exportImport(this.#store.state.key, id), derivedName(name, "contacts")),
    )
  }

  /** Deletes what this browser has kept. The imports stay. */
  async forget(): Promise<void> {
    await forgetLists()
    this.#store.set({ lists: new Map() })
  }
}
