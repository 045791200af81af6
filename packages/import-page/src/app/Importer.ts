import { Checking } from "../actions/Checking.ts"
import { Files } from "../actions/Files.ts"
import { Fixes } from "../actions/Fixes.ts"
import { Importing } from "../actions/Importing.ts"
import { Lists } from "../actions/Lists.ts"
import { Organization } from "../actions/Organization.ts"
import { PastImports } from "../actions/PastImports.ts"
import { Unanswered } from "../actions/Unanswered.ts"
import { pendingImports } from "../session/pending.ts"
import type { Server } from "../session/Server.ts"
import { untilClosed } from "../session/storage.ts"
import { WorkerClient, type WorkerFailure } from "../session/WorkerClient.ts"
import { emptyState, type State, type Step } from "./State.ts"
import { Store } from "./Store.ts"

/** Everything that a person can do on the page, by topic, and the state that results from it. */
export class Importer {
  readonly server: Server
  readonly worker: WorkerClient
  readonly files: Files
  readonly checking: Checking
  readonly fixes: Fixes
  readonly organization: Organization
  readonly importing: Importing
  readonly lists: Lists
  readonly pastImports: PastImports
  readonly unanswered: Unanswered
  readonly #store: Store

  constructor(server: Server, startWorker: () => Worker) {
    const key = untilClosed.get<string>("key") ?? ""
    const store = new Store({ ...emptyState, key, keepsKey: key !== "" }, server.settings.authentication)
    const onDeath = (failure: WorkerFailure) => {
      if (store.state.file !== null) store.fail(failure)
    }
    const worker = new WorkerClient(
      startWorker,
      (event) => {
        const { reading, sending } = store.state
        if (event.event === "read") store.set({ reading: reading && { rows: event.rows } })
        else if (event.event === "sent" && sending !== null) {
          store.set({ sending: { ...sending, bytes: event.bytes, total: event.total } })
        }
      },
      onDeath,
    )
    this.#store = store
    this.server = server
    this.worker = worker
    this.checking = new Checking(store, worker)
    this.files = new Files(store, worker, this.checking)
    this.fixes = new Fixes(store, worker, this.checking)
    this.organization = new Organization(store, server)
    this.unanswered = new Unanswered(store, server)
    this.lists = new Lists(store, server, worker)
    this.importing = new Importing(store, server, worker, this.organization, this.unanswered, this.lists)
    this.pastImports = new PastImports(store, server)
    pendingImports().then((pending) => store.set({ pending }))
  }

  get state(): State {
    return this.#store.state
  }

  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener)
  }

  goTo(step: Step): void {
    const hasBegun = this.state.hasBegun || step !== "file"
    this.#store.set({ step, hasBegun, trouble: null, cancelled: null, ...(step !== "result" && { filter: "all" }) })
    if (step === "options") void this.organization.loadLists()
  }

  clearTrouble(): void {
    this.#store.set({ trouble: null })
  }
}
