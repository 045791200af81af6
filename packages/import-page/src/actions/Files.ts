import { emptyState, noChanges, noOptions } from "../app/State.ts"
import type { Store } from "../app/Store.ts"
import type { OpenOptions } from "../protocol.ts"
import { recallMapping } from "../session/mappings.ts"
import type { WorkerClient } from "../session/WorkerClient.ts"
import type { Checking } from "./Checking.ts"

/** A file on disk, whatever its content is now. */
export interface FileHandle {
  readonly getFile: () => Promise<File>
}

/** Reads files, again if they were changed or are to be read in another way. */
export class Files {
  readonly #store: Store
  readonly #worker: WorkerClient
  readonly #checking: Checking
  /** With it, a file can be read again after it was changed. Not every browser has one. */
  #handle: FileHandle | undefined

  constructor(store: Store, worker: WorkerClient, checking: Checking) {
    this.#store = store
    this.#worker = worker
    this.#checking = checking
  }

  /** Starts with a file. What was decided for one with the same columns is used again. */
  async choose(file: File, handle?: FileHandle): Promise<void> {
    this.#handle = handle
    const { state } = this.#store
    const { country, options } = state.file?.name === file.name ? state : emptyState
    const { key, keepsKey, pending, history, hasHistory, historyCursor, accounts, contactTypes, version } = state
    this.#store.set({
      ...emptyState,
      ...{ key, keepsKey, pending, history, hasHistory, historyCursor, accounts, contactTypes, version },
      ...{ country, options },
    })
    await this.#read(file, { name: file.name })
  }

  /** Reads the file again, in another way. What was decided about its columns is kept. */
  async reopen(how: Partial<OpenOptions>): Promise<void> {
    const { file, how: before } = this.#store.state
    if (file !== null) await this.#read(file, { ...before, ...how })
  }

  /** Reads the file again after the worker has stopped, with all decisions and changes. */
  async recover(): Promise<void> {
    const { file, how } = this.#store.state
    if (file === null) return this.#store.set({ trouble: null })
    this.#store.set({ trouble: null, reading: { rows: 0 } })
    await this.#store.attempt(async () => {
      await this.#worker.call("open", file, how)
      this.#store.set({ reading: null })
      await this.#checking.check()
    })
  }

  /** Looks whether the file was changed after it was chosen, and reads it again if the browser lets the page do so. */
  async look(): Promise<void> {
    const { file, opened, reading, sending, result } = this.#store.state
    if (file === null || opened === null || reading !== null || sending !== null || result !== null) return
    if ((await isReadable(file)) || this.#store.state.file !== file) return
    const current = await this.#handle?.getFile().catch(() => undefined)
    if (current === undefined) return this.#store.set({ trouble: { code: "file_changed" } })
    await this.#read(current, this.#store.state.how)
    this.#store.set({ wasReadAgain: true })
  }

  /** Begins with another file. */
  restart(): void {
    const { key, keepsKey, accounts, contactTypes, pending, version } = this.#store.state
    this.#store.set({ ...emptyState, key, keepsKey, accounts, contactTypes, pending, version })
  }

  async #read(file: File, how: OpenOptions): Promise<void> {
    const store = this.#store
    store.set({
      file,
      how,
      reading: { rows: 0 },
      trouble: null,
      check: null,
      ...noChanges,
      dryRun: null,
      wasReadAgain: false,
    })
    await store.attempt(async () => {
      const opened = await this.#worker.call("open", file, how)
      const recalled = recallMapping(opened.names)
      const { map, ignore, header, options } = store.state
      const { accountIds, contactType, source } = opened.defaults
      store.set({
        opened,
        reading: null,
        map: { ...opened.proposed, ...recalled?.map, ...map },
        ignore: [...new Set([...(recalled?.ignore ?? []), ...ignore])],
        resumedFrom: recalled?.name ?? null,
        // The sheet may be another one.
        header: how.sheet === store.state.how.sheet ? header : undefined,
        options: {
          ...noOptions,
          ...options,
          ...(accountIds !== undefined && { accountIds }),
          ...(contactType !== undefined && { contactType }),
          ...(source !== undefined && { source }),
        },
      })
    })
    if (store.state.opened !== null && store.state.trouble === null) await this.#checking.check()
  }
}

/** A browser does not read a file any more that was changed after it was chosen. */
const isReadable = async (file: File): Promise<boolean> => {
  try {
    await file.slice(0, 1).arrayBuffer()
    return true
  } catch {
    return false
  }
}
