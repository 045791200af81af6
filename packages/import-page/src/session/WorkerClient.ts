import type { FailedCall, WorkerApi, WorkerEvent } from "../protocol.ts"

/** The rejection of a call that failed. */
export class WorkerFailure extends Error implements FailedCall {
  readonly code: string
  readonly line: number | undefined

  constructor({ code, message, line }: FailedCall) {
    super(message)
    this.code = code
    this.line = line
  }
}

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: WorkerFailure) => void
}

type Reply = WorkerEvent | { readonly alive: string } | { readonly id: number; readonly result: never } | FailedReply
interface FailedReply {
  readonly id: number
  readonly error: FailedCall
}

/**
 * Calls the worker. If it dies, every call in progress fails, and the next call starts a new one that knows no file. A worker
 * that ran out of memory, or was ended by the browser, says nothing; but the lock that it held becomes free.
 */
export class WorkerClient {
  readonly #onEvent: (event: WorkerEvent) => void
  readonly #onDeath: (failure: WorkerFailure) => void
  readonly #start: () => Worker
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #calls = 0

  constructor(start: () => Worker, onEvent: (event: WorkerEvent) => void, onDeath: (failure: WorkerFailure) => void) {
    this.#start = start
    this.#onEvent = onEvent
    this.#onDeath = onDeath
  }

  /** Loads the worker, so that what is called later needs no network. */
  load(): void {
    this.#open()
  }

  call<M extends keyof WorkerApi>(method: M, ...args: Parameters<WorkerApi[M]>): ReturnType<WorkerApi[M]> {
    const worker = this.#open()
    const id = ++this.#calls
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.postMessage({ id, method, args })
    }) as ReturnType<WorkerApi[M]>
  }

  #onEnd(worker: Worker): void {
    if (this.#worker !== worker) return
    worker.terminate()
    this.#worker = undefined
    const failure = new WorkerFailure({ code: "crashed", message: "the worker ended", line: undefined })
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of waiting) reject(failure)
    this.#onDeath(failure)
  }

  #open(): Worker {
    if (this.#worker !== undefined) return this.#worker
    const worker = this.#start()
    worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      if ("alive" in data) void navigator.locks.request(data.alive, () => this.#onEnd(worker))
      else this.#receive(data)
    }
    worker.onerror = () => this.#onEnd(worker)
    worker.onmessageerror = () => this.#onEnd(worker)
    this.#worker = worker
    return worker
  }

  #receive(reply: Exclude<Reply, { readonly alive: string }>): void {
    if ("event" in reply) {
      this.#onEvent(reply)
      return
    }
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ("error" in reply) waiting?.reject(new WorkerFailure(reply.error))
    else waiting?.resolve(reply.result)
  }
}
