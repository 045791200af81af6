import type { WorkerApi, WorkerEvent } from "../protocol.ts"

/** Why the worker could not do something, with a code that the page has a sentence for. */
export class WorkerFailure extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: WorkerFailure) => void
}

type Reply = WorkerEvent | { readonly id: number; readonly result: never } | FailedReply
interface FailedReply {
  readonly id: number
  readonly error: { readonly code: string; readonly message: string }
}

/** Calls the worker. If it dies, every call in progress fails, and the next call starts a new one. */
export class WorkerClient {
  readonly #onEvent: (event: WorkerEvent) => void
  readonly #start: () => Worker
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #calls = 0

  constructor(start: () => Worker, onEvent: (event: WorkerEvent) => void) {
    this.#start = start
    this.#onEvent = onEvent
  }

  call<M extends keyof WorkerApi>(method: M, ...args: Parameters<WorkerApi[M]>): ReturnType<WorkerApi[M]> {
    const worker = this.#open()
    const id = ++this.#calls
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.postMessage({ id, method, args })
    }) as ReturnType<WorkerApi[M]>
  }

  /** Ends it, with everything that it holds. */
  stop(code: string): void {
    this.#worker?.terminate()
    this.#worker = undefined
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of waiting) reject(new WorkerFailure(code, code))
  }

  #open(): Worker {
    if (this.#worker !== undefined) return this.#worker
    const worker = this.#start()
    worker.onmessage = ({ data }: MessageEvent<Reply>) => this.#receive(data)
    worker.onerror = () => this.stop("crashed")
    worker.onmessageerror = () => this.stop("crashed")
    this.#worker = worker
    return worker
  }

  #receive(reply: Reply): void {
    if ("event" in reply) {
      this.#onEvent(reply)
      return
    }
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ("error" in reply) waiting?.reject(new WorkerFailure(reply.error.code, reply.error.message))
    else waiting?.resolve(reply.result)
  }
}
