/** What the browser keeps in its database, by the property that identifies it. */
const tables = { pending: "digest", lists: "importId" } as const

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("bulk-contacts", 2)
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(tables)) {
        if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name, { keyPath })
      }
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** A table of the database. Everything rejects if the browser has no room, or forbids the database. */
export const openTable = <Item>(table: keyof typeof tables) => {
  const run = async <A>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<A>): Promise<A> => {
    const database = await open()
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(table, mode)
        const request = work(transaction.objectStore(table))
        transaction.oncomplete = () => resolve(request.result)
        transaction.onabort = () => reject(transaction.error)
      })
    } finally {
      database.close()
    }
  }
  return {
    put: (item: Item) => run("readwrite", (store) => store.put(item)),
    delete: (key: string) => run("readwrite", (store) => store.delete(key)),
    clear: () => run("readwrite", (store) => store.clear()),
    all: () => run("readonly", (store) => store.getAll() as IDBRequest<Array<Item>>),
  }
}
