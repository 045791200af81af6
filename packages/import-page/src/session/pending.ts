import { openTable } from "./database.ts"

/** A request whose answer has not been seen. */
export interface PendingImport {
  readonly digest: string
  readonly name: string
  readonly url: string
  /** Without the API key. */
  readonly headers: { readonly [name: string]: string }
  readonly body: Blob
}

const table = openTable<PendingImport>("pending")

/** Keeps a request until its answer has been seen. Says whether the browser has room for it. */
export const keepPending = (pending: PendingImport): Promise<boolean> =>
  table.put(pending).then(
    () => true,
    () => false,
  )

export const forgetPending = (digest: string): Promise<unknown> => table.delete(digest).catch(() => {})

/** Requests of an earlier page. */
export const pendingImports = (): Promise<ReadonlyArray<PendingImport>> => table.all().catch(() => [])
