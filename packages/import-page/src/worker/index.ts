import type { WorkerApi } from "../protocol.ts"
import { Session } from "./Session.ts"

interface Call {
  readonly id: number
  readonly method: keyof WorkerApi
  readonly args: ReadonlyArray<unknown>
}

const session = new Session((event) => postMessage(event))

addEventListener("message", async ({ data: { id, method, args } }: MessageEvent<Call>) => {
  try {
    const call = session[method] as (...args: ReadonlyArray<unknown>) => Promise<unknown>
    postMessage({ id, result: await call(...args) })
  } catch (error) {
    const { code = "crashed", message = String(error) } = (error ?? {}) as { code?: string; message?: string }
    postMessage({ id, error: { code, message } })
  }
})
