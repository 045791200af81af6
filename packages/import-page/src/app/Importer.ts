import type { ColumnTarget } from "@bulk-contacts/core"
import type { Change, OpenOptions, RowFilter, SendResult, WorkerEvent } from "../protocol.ts"
import { forgetKey, keyFor, withoutOtherTabs } from "../session/idempotencyKeys.ts"
import { recallMapping, rememberMapping } from "../session/mappings.ts"
import { forgetPending, keepPending, type PendingImport, pendingImports } from "../session/pending.ts"
import { type Server, ServerFailure } from "../session/Server.ts"
import { untilClosed } from "../session/storage.ts"
import { WorkerClient, WorkerFailure } from "../session/WorkerClient.ts"
import { importQuery, preferOf } from "./request.ts"
import { emptyState, noOptions, type Options, type State, type Step, type Trouble } from "./State.ts"

/** A file on disk, whatever its content is now. */
export interface FileHandle {
  readonly getFile: () => Promise<File>
}

/** How long to wait before asking again for the result of an import that is in progress. */
const BUSY_MILLIS = 1500

/** Does what the person asks for, and holds what the page shows. */
export class Importer {
  readonly server: Server
  readonly worker: WorkerClient
  #state: State
  readonly #listeners = new Set<() => void>()
  /** Whether the server records imports by name. */
  #namesImports = true
  /** With it, a file can be read again after it was changed. Not every browser has one. */
  #handle: FileHandle | undefined

  constructor(server: Server, startWorker: () => Worker) {
    this.server = server
    this.worker = new WorkerClient(startWorker, (event) => this.#onEvent(event))
    const key = untilClosed.get<string>("key") ?? ""
    this.#state = { ...emptyState, key, keepsKey: key !== "" }
    pendingImports().then((pending) => this.#set({ pending }))
  }

  get state(): State {
    return this.#state
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  goTo(step: Step): void {
    this.#set({ step, trouble: null, cancelled: null, ...(step !== "result" && { filter: "all" }) })
    if (step === "options") void this.loadLists()
  }

  /** Starts with a file. What was decided for one with the same columns is used again. */
  async choose(file: File, handle?: FileHandle): Promise<void> {
    this.#handle = handle
    const { country, options } = this.#state.file?.name === file.name ? this.#state : emptyState
    const { key, keepsKey, pending, history, hasHistory, historyCursor, accounts, contactTypes, version } = this.#state
    this.#state = {
      ...emptyState,
      ...{ key, keepsKey, pending, history, hasHistory, historyCursor, accounts, contactTypes, version },
      ...{ country, options },
    }
    await this.#read(file, { name: file.name })
  }

  /** Reads the file again, in another way. What was decided about its columns is kept. */
  async reopen(how: Partial<OpenOptions>): Promise<void> {
    const { file, how: before } = this.#state
    if (file !== null) await this.#read(file, { ...before, ...how })
  }

  setHeader(header: number | "none"): void {
    const { opened, map } = this.#state
    const proposed = header === "none" && opened?.headerLine === null ? opened.proposed : {}
    // Rows that were changed or left out may be the header now.
    this.#set({ header, map: { ...proposed, ...map }, changes: [] })
    void this.check()
  }

  /** Says what a column is: a field, `ignore`, or nothing. */
  decide(columns: ReadonlyArray<string>, target: (column: string) => ColumnTarget | "ignore" | ""): void {
    const map = { ...this.#state.map }
    const ignore = new Set(this.#state.ignore)
    for (const column of columns) {
      delete map[column]
      ignore.delete(column)
      const chosen = target(column)
      if (chosen === "ignore") ignore.add(column)
      else if (chosen !== "") map[column] = chosen
    }
    this.#set({ map, ignore: [...ignore] })
    this.#remember()
    void this.check()
  }

  setCountry(country: string): void {
    this.#set({ country })
    void this.check()
  }

  change(change: Change, line?: number): void {
    this.#set({ changes: [...this.#state.changes, { change, ...(line !== undefined && { line }) }] })
    void this.check()
  }

  async changeGroup(group: string, action: "empty" | "leaveOut"): Promise<void> {
    await this.#attempt(async () => this.change(await this.worker.call("changeGroup", group, action)))
  }

  takeBack(i: number): void {
    this.#set({ changes: this.#state.changes.filter((_, j) => j !== i) })
    void this.check()
  }

  show(filter: RowFilter): void {
    this.#set({ filter, existing: null })
  }

  setOptions(options: Partial<Options>): void {
    this.#set({ options: { ...this.#state.options, ...options }, dryRun: null })
  }

  setKey(key: string): void {
    this.#set({ key: key.trim(), accounts: null, contactTypes: null, dryRun: null, history: null, hasHistory: null })
    this.#keepKey()
  }

  setKeepsKey(keepsKey: boolean): void {
    this.#set({ keepsKey })
    this.#keepKey()
  }

  /** Checks all rows with what has been decided. */
  async check(): Promise<void> {
    const { header, map, ignore, country, changes } = this.#state
    this.#set({ isChecking: true, dryRun: null, trouble: null })
    const plan = { header, map, ignore, country, changes: changes.map(({ change }) => change) }
    await this.#attempt(async () => {
      const check = await this.worker.call("check", plan)
      const { filter } = this.#state
      const isGone = filter.startsWith("group:") && !check.groups.some(({ key }) => filter === `group:${key}`)
      const isOfServer = filter === "created" || filter === "existing"
      this.#set({
        check,
        isChecking: false,
        version: this.#state.version + 1,
        ...((isGone || isOfServer) && { filter: "all" }),
      })
    })
  }

  async loadLists(): Promise<void> {
    const { key, accounts, contactTypes } = this.#state
    if (!this.#canAsk || (accounts !== null && contactTypes !== null)) return
    const orNone = <A>(list: Promise<ReadonlyArray<A>>) =>
      list.catch((error: unknown) => {
        // A server without these lists has the contacts all the same.
        if (error instanceof ServerFailure && (error.status === 404 || error.status === 405)) return []
        throw error
      })
    await this.#attempt(async () => {
      const [foundAccounts, foundTypes] = await Promise.all([
        orNone(this.server.accounts(key)),
        orNone(this.server.contactTypes(key)),
      ])
      this.#set({ accounts: foundAccounts, contactTypes: foundTypes, trouble: null })
    })
  }

  /** Asks the server what an import would do. */
  async tryOut(): Promise<void> {
    const { sending, options } = this.#state
    if (sending !== null) return
    this.#set({ sending: { kind: "dryRun", bytes: 0, total: 0 }, trouble: null, cancelled: null, dryRun: null })
    await this.loadLists()
    if (this.#state.trouble !== null) return this.#set({ sending: null })
    await this.#attempt(async () => {
      const sent = await this.#send(true)
      this.#set({ sending: null, version: this.#state.version + 1 })
      if (sent.ok) this.#set({ dryRun: sent, filter: sent.counts.created > 0 ? "created" : "all" })
      else this.#set({ trouble: troubleOf(sent, this.#authentication) })
    })
    if (options !== this.#state.options) this.#set({ dryRun: null })
  }

  /** Imports. However often it is called, and in however many tabs, one request is carried out. */
  async import(): Promise<void> {
    const { sending, result } = this.#state
    if (sending !== null || result !== null) return
    this.#set({ sending: { kind: "import", bytes: 0, total: 0 }, trouble: null, cancelled: null, existing: null })
    await this.#attempt(async () => {
      const pending = await this.#makePending()
      const wait = () => this.#set({ isWaitingForOther: true })
      const sent = await withoutOtherTabs(pending.digest, wait, async () => {
        this.#set({ isWaitingForOther: false })
        await keepPending(pending)
        const answer = await this.#send(false, pending.headers["idempotency-key"])
        return this.#state.cancelled === null ? answer : this.#settle(pending)
      })
      // Without an answer, nobody knows what became of it: the request is kept.
      if (sent === null || sent.ok || isFinal(sent.status)) await this.forget(pending)
      this.#set({ sending: null, version: this.#state.version + 1 })
      if (sent?.ok) this.#set({ result: sent, step: "result", filter: "all" })
      else if (sent !== null) this.#set({ trouble: troubleOf(sent, this.#authentication), cancelled: null })
    })
  }

  /** Stops an import, if that is still possible. */
  async cancel(): Promise<void> {
    if (this.#state.sending?.kind !== "import" || this.#state.cancelled !== null) return
    this.#set({ cancelled: "asking" })
    await this.worker.call("abort")
  }

  /** The request of the import, with an idempotency key that every tab has for it. */
  async #makePending(): Promise<PendingImport> {
    const { options, file } = this.#state
    const { body, digest: ofBody } = await this.worker.call("body", options.leaveOut)
    const query = importQuery(this.#state, this.#namesImports)
    const digest = `${ofBody}?${query}`
    return {
      digest,
      name: file?.name ?? "",
      url: this.server.url("/accounts/contacts/bulk", query),
      headers: {
        "content-type": "application/x-ndjson",
        prefer: preferOf(options.leaveOut),
        "idempotency-key": keyFor(digest),
      },
      body,
    }
  }

  /**
   * Finds out what became of an import that was cancelled. A request for nothing takes its idempotency key: if that succeeds, the
   * import can no longer be carried out, wherever it is. Null if nothing was stored, otherwise the answer to the import.
   */
  async #settle({ headers }: PendingImport): Promise<SendResult | null> {
    const key = headers["idempotency-key"] ?? ""
    for (;;) {
      const status = await this.server.takeKey(this.#state.key, key)
      if (status === 200) {
        this.#set({ cancelled: "notStored" })
        return null
      }
      if (status === 422) {
        this.#set({ cancelled: "tooLate" })
        return this.#send(false, key)
      }
      if (status !== 409) return { ok: false, status, message: "", details: [] }
      await pause(BUSY_MILLIS)
    }
  }

  async undo(id: string): Promise<void> {
    await this.#attempt(async () => {
      const undone = await this.server.undo(this.#state.key, id)
      if (this.#state.result?.importId === id) this.#set({ undone })
      if (this.#state.history !== null) await this.loadHistory()
    })
  }

  async loadHistory(after?: string): Promise<void> {
    const { key, history } = this.#state
    if (!this.#canAsk) return
    try {
      const { imports, nextCursor } = await this.server.imports(key, after)
      this.#set({
        history: after === undefined ? imports : [...(history ?? []), ...imports],
        historyCursor: nextCursor ?? null,
        hasHistory: true,
      })
    } catch (error) {
      if (error instanceof ServerFailure && (error.status === 404 || error.status === 400)) {
        return this.#set({ hasHistory: false })
      }
      this.#fail(error)
    }
  }

  async showExisting(row: number, email: string): Promise<void> {
    await this.#attempt(async () => {
      const contact = await this.server.contact(this.#state.key, email).catch((error: unknown) => {
        if (error instanceof ServerFailure && error.status === 404) return undefined
        throw error
      })
      if (contact !== undefined) this.#set({ existing: { row, contact } })
    })
  }

  /** Sends a request of an earlier page again. Its idempotency key makes that safe. */
  async findOut(pending: PendingImport): Promise<void> {
    const { key } = this.#state
    await this.#attempt(async () => {
      const headers = { ...pending.headers, ...this.server.headers(key) }
      const response = await fetch(pending.url, { method: "POST", headers, body: pending.body }).catch(() => null)
      if (response === null) throw new ServerFailure(0, "network")
      const body = await response.json().catch(() => ({}))
      if (!response.ok) throw new ServerFailure(response.status, String(body.message))
      await this.forget(pending)
      const { total, created, skipped, invalid = 0 } = body
      this.#set({
        step: "result",
        result: {
          ok: true,
          counts: { total, created, skipped, invalid, repeated: 0 },
          importId: response.headers.get("import-id"),
          wasReplayed: response.headers.get("idempotency-replayed") === "true",
        },
      })
    })
  }

  async forget({ digest }: PendingImport): Promise<void> {
    forgetKey(digest)
    await forgetPending(digest)
    this.#set({ pending: this.#state.pending.filter((other) => other.digest !== digest) })
  }

  /** Reads the file again after the worker has stopped, with all decisions and changes. */
  async recover(): Promise<void> {
    const { file, how } = this.#state
    if (file === null) return this.clearTrouble()
    this.#set({ trouble: null, reading: { rows: 0 } })
    await this.#attempt(async () => {
      await this.worker.call("open", file, how)
      this.#set({ reading: null })
      await this.check()
    })
  }

  /** Looks whether the file was changed after it was chosen, and reads it again if the browser lets the page do so. */
  async lookAtFile(): Promise<void> {
    const { file, opened, reading, sending, result } = this.#state
    if (file === null || opened === null || reading !== null || sending !== null || result !== null) return
    const isReadable = await file
      .slice(0, 1)
      .arrayBuffer()
      .then(
        () => true,
        () => false,
      )
    if (isReadable || this.#state.file !== file) return
    const current = await this.#handle?.getFile().catch(() => undefined)
    if (current === undefined) return this.#set({ trouble: { code: "file_changed" } })
    await this.#read(current, this.#state.how)
    this.#set({ wasReadAgain: true })
  }

  clearTrouble(): void {
    this.#set({ trouble: null })
  }

  /** Begins with another file. */
  restart(): void {
    const { key, keepsKey, accounts, contactTypes, pending, version } = this.#state
    this.#state = { ...emptyState, key, keepsKey, accounts, contactTypes, pending, version }
    this.#set({})
  }

  get #authentication(): "key" | "host" {
    return this.server.settings.authentication
  }

  get #canAsk(): boolean {
    return this.#authentication === "host" || this.#state.key !== ""
  }

  async #read(file: File, how: OpenOptions): Promise<void> {
    this.#set({
      file,
      how,
      reading: { rows: 0 },
      trouble: null,
      check: null,
      changes: [],
      dryRun: null,
      wasReadAgain: false,
    })
    await this.#attempt(async () => {
      const opened = await this.worker.call("open", file, how)
      const recalled = recallMapping(opened.names)
      const { map, ignore, header } = this.#state
      const { accountIds, contactType, source } = opened.defaults
      this.#set({
        opened,
        reading: null,
        map: { ...opened.proposed, ...recalled?.map, ...map },
        ignore: [...new Set([...(recalled?.ignore ?? []), ...ignore])],
        resumedFrom: recalled?.name ?? null,
        // The sheet may be another one.
        header: how.sheet === this.#state.how.sheet ? header : undefined,
        options: {
          ...noOptions,
          ...this.#state.options,
          ...(accountIds !== undefined && { accountIds }),
          ...(contactType !== undefined && { contactType }),
          ...(source !== undefined && { source }),
        },
      })
    })
    if (this.#state.opened !== null && this.#state.trouble === null) await this.check()
  }

  async #send(dryRun: boolean, key?: string): Promise<SendResult> {
    const { options } = this.#state
    const query = importQuery(this.#state, this.#namesImports)
    if (dryRun) query.set("dryRun", "true")
    const sent = await this.worker.call("send", {
      url: this.server.url("/accounts/contacts/bulk", query),
      headers: {
        ...this.server.headers(this.#state.key),
        "content-type": "application/x-ndjson",
        prefer: preferOf(options.leaveOut),
        ...(key !== undefined && { "idempotency-key": key }),
      },
      lenient: options.leaveOut,
      dryRun,
    })
    if (sent.ok) return sent
    if (sent.status === 400 && this.#namesImports && sent.details.some(({ field }) => field === "import")) {
      // This store does not record imports. They work without a name.
      this.#namesImports = false
      return this.#send(dryRun, key)
    }
    if (sent.status === 409 && this.#state.cancelled !== "asking") {
      this.#set({ isWaitingForOther: true })
      await pause(BUSY_MILLIS)
      this.#set({ isWaitingForOther: false })
      return this.#send(dryRun, key)
    }
    return sent
  }

  #remember(): void {
    const { opened, map, ignore, file, header } = this.#state
    const names = header === undefined ? opened?.names : this.#state.check?.columns.map(({ name }) => name)
    if (names !== undefined) rememberMapping(names, { name: file?.name ?? "", map, ignore })
  }

  #keepKey(): void {
    const { key, keepsKey } = this.#state
    if (keepsKey && key !== "") untilClosed.set("key", key)
    else untilClosed.remove("key")
  }

  #onEvent(event: WorkerEvent): void {
    if (event.event === "read") this.#set({ reading: this.#state.reading && { rows: event.rows } })
    else if (event.event === "sent" && this.#state.sending !== null) {
      this.#set({ sending: { ...this.#state.sending, bytes: event.bytes, total: event.total } })
    }
  }

  async #attempt(run: () => Promise<void>): Promise<void> {
    try {
      await run()
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    if (error instanceof WorkerFailure && error.code === "superseded") return
    const trouble = error instanceof ServerFailure ? troubleOf(error, this.#authentication) : ofWorker(error)
    this.#set({ trouble, reading: null, sending: null, isChecking: false, isWaitingForOther: false })
  }

  #set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Whether the request was rejected, so that nothing of it was stored and nothing will be. */
const isFinal = (status: number): boolean => status >= 400 && status < 500 && status !== 401 && status !== 409

const ofWorker = (error: unknown): Trouble => {
  const { code = "crashed", message = String(error) } = error as { code?: string; message?: string }
  const offersCommand = code === "too_large" || code === "crashed"
  return { code, message, offersCommand }
}

const troubleOf = (
  { status, message, details = [] }: { status: number; message: string; details?: Trouble["details"] },
  authentication: "key" | "host",
): Trouble => {
  const code = ((): string => {
    switch (status) {
      case 0:
        return "unreachable"
      case 401:
        return authentication === "key" ? "unauthorized" : "signedOut"
      case 413:
        return "tooLargeForServer"
      case 507:
        return "full"
      case 409:
        return "busy"
      default:
        return "server"
    }
  })()
  return { code, status, message, details, ...(status === 413 && { offersCommand: true }) }
}
