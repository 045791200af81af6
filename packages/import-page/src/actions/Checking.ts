import type { ColumnTarget } from "@bulk-contacts/core"
import { noChanges } from "../app/State.ts"
import type { Store } from "../app/Store.ts"
import type { RowFilter } from "../protocol.ts"
import { rememberMapping } from "../session/mappings.ts"
import type { WorkerClient } from "../session/WorkerClient.ts"

/** What the columns are, and what follows for every row. */
export class Checking {
  readonly #store: Store
  readonly #worker: WorkerClient

  constructor(store: Store, worker: WorkerClient) {
    this.#store = store
    this.#worker = worker
  }

  setHeader(header: number | "none"): void {
    const { opened, map } = this.#store.state
    const proposed = header === "none" && opened?.headerLine === null ? opened.proposed : {}
    // Rows that were changed or left out may be the header now.
    this.#store.set({ header, map: { ...proposed, ...map }, ...noChanges })
    void this.check()
  }

  /** Says what a column is: a field, `ignore`, or nothing. */
  decide(columns: ReadonlyArray<string>, target: (column: string) => ColumnTarget | "ignore" | ""): void {
    // Columns may have names such as `__proto__`, which an object has a setter for.
    const map = new Map(Object.entries(this.#store.state.map))
    const ignore = new Set(this.#store.state.ignore)
    for (const column of columns) {
      map.delete(column)
      ignore.delete(column)
      const chosen = target(column)
      if (chosen === "ignore") ignore.add(column)
      else if (chosen !== "") map.set(column, chosen)
    }
    this.#store.set({ map: Object.fromEntries(map), ignore: [...ignore] })
    this.#remember()
    void this.check()
  }

  /** Shows some of the rows. What is imported stays the same. */
  show(filter: RowFilter): void {
    this.#store.set({ filter, existing: null })
  }

  /** Checks all rows with what has been decided. */
  async check(): Promise<void> {
    const store = this.#store
    const { header, map, ignore, country, changes } = store.state
    store.set({ isChecking: true, dryRun: null, trouble: null })
    const plan = { header, map, ignore, country, changes: changes.map(({ change }) => change) }
    await store.attempt(async () => {
      const check = await this.#worker.call("check", plan)
      const { filter, version } = store.state
      const isGone = filter.startsWith("group:") && !check.groups.some(({ key }) => filter === `group:${key}`)
      const isOfServer = filter === "created" || filter === "existing"
      store.set({
        check,
        isChecking: false,
        version: version + 1,
        ...((isGone || isOfServer) && { filter: "all" }),
      })
    })
  }

  #remember(): void {
    const { opened, map, ignore, file, header, check } = this.#store.state
    const names = header === undefined ? opened?.names : check?.columns.map(({ name }) => name)
    if (names === undefined) return
    if (!rememberMapping(names, { name: file?.name ?? "", map, ignore })) this.#store.set({ isFull: true })
  }
}
