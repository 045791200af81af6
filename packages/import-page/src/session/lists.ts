import { openTable } from "./database.ts"

export type ListKind = "created" | "skipped" | "rejected"

/** The rows of an import as CSV files, by what became of them. Kinds without rows are missing. */
export interface KeptLists {
  readonly importId: string
  /** When they were kept, in milliseconds since 1970. */
  readonly at: number
  readonly files: Readonly<Partial<Record<ListKind, { readonly count: number; readonly file: Blob }>>>
}

/** They are data of other people: the browser does not keep them for longer than they are useful. */
export const KEPT_DAYS = 30
const KEPT_MILLIS = KEPT_DAYS * 24 * 60 * 60 * 1000
const MAX_KEPT = 20

const table = openTable<KeptLists>("lists")

/** Keeps the lists of an import, in place of old ones. Says whether the browser has room for them. */
export const keepLists = async (lists: KeptLists): Promise<boolean> => {
  try {
    await forgetOld()
    await table.put(lists)
    return true
  } catch {
    return false
  }
}

/** The lists that this browser has, by the ids of their imports. */
export const keptLists = async (): Promise<ReadonlyMap<string, KeptLists>> => {
  const kept = await forgetOld().catch(() => [])
  return new Map(kept.map((lists) => [lists.importId, lists]))
}

export const forgetLists = (): Promise<unknown> => table.clear().catch(() => {})

const forgetOld = async (): Promise<ReadonlyArray<KeptLists>> => {
  const all = (await table.all()).toSorted((a, b) => b.at - a.at)
  const isKept = ({ at }: KeptLists, i: number) => i < MAX_KEPT && at > Date.now() - KEPT_MILLIS
  for (const [i, lists] of all.entries()) if (!isKept(lists, i)) await table.delete(lists.importId)
  return all.filter(isKept)
}
