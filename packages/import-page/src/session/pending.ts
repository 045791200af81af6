/** A request whose answer has not been seen. */
export interface PendingImport {
  readonly digest: string
  readonly name: string
  readonly url: string
  /** Without the API key. */
  readonly headers: { readonly [name: string]: string }
  readonly body: Blob
}

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("bulk-contacts", 1)
    request.onupgradeneeded = () => request.result.createObjectStore("pending", { keyPath: "digest" })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const run = async <A>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<A>): Promise<A> => {
  const database = await open()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("pending", mode)
      const request = work(transaction.objectStore("pending"))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

/** Keeps a request until its answer has been seen. If the browser has no room for it, it is sent all the same. */
export const keepPending = async (pending: PendingImport): Promise<void> => {
  await run("readwrite", (store) => store.put(pending)).catch(() => {})
}

export const forgetPending = async (digest: string): Promise<void> => {
  await run("readwrite", (store) => store.delete(digest)).catch(() => {})
}

/** Requests of an earlier page. */
export const pendingImports = (): Promise<ReadonlyArray<PendingImport>> =>
  run("readonly", (store) => store.getAll() as IDBRequest<Array<PendingImport>>).catch(() => [])
