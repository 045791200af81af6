import type { Socket } from "node:net"

/** Watches whether a client reads what is sent to it. */
export class SendProgress {
  readonly #socket: Socket
  #state = ""
  /** Milliseconds of a monotonic clock. */
  #since = 0

  constructor(socket: Socket) {
    this.#socket = socket
  }

  /** For how long bytes have been waiting to be sent without any of them being accepted, in milliseconds. */
  stalledFor(now: number): number {
    const { bytesWritten, writableLength } = this.#socket
    const queued = this.#bytesInSystemQueue
    const state = writableLength + queued === 0 ? "" : `${bytesWritten} ${writableLength} ${queued}`
    if (state === "" || state !== this.#state) {
      this.#state = state
      this.#since = now
    }
    return now - this.#since
  }

  /** What the operating system has not accepted of the current write. Node has it for its own time limit on idleness. */
  get #bytesInSystemQueue(): number {
    const { _handle } = this.#socket as { _handle?: { writeQueueSize?: number } | null }
    return _handle?.writeQueueSize ?? 0
  }
}
