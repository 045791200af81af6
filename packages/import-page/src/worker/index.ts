import type { FailedCall, WorkerApi } from "../protocol.ts"
import { Session } from "./Session.ts"

interface Call {
  readonly id: number
  readonly method: keyof WorkerApi
  readonly args: ReadonlyArray<unknown>
}

const session = new Session((event) => postMessage(event))

// The page sees by this lock whether the worker lives. There are locks only where the page comes over HTTPS or from this machine.
if ("locks" in navigator) {
  const alive = `bulk-contacts.worker.${crypto.getRandomValues(new Uint32Array(2)).join(".")}`
  void navigator.locks.request(alive, () => {
    postMessage({ alive })
    return new Promise(() => {})
  })
}

addEventListener("message", async ({ data: { id, method, args } }: MessageEvent<Call>) => {
  try {
    const call = session[method] as (...args: ReadonlyArray<unknown>) => Promise<unknown>
    postMessage({ id, result: await call(...args) })
  } catch (error) {
    const { code = "crashed", message = String(error), line } = (error ?? {}) as Partial<FailedCall>
    postMessage({ id, error: { code, message, line } satisfies FailedCall })
  }
})
