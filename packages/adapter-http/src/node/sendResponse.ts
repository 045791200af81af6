import type { NodeResponse } from "./NodeRequest.ts"

/** Sends a response no faster than the client reads. If its body fails, the connection is broken off. */
export const sendResponse = async (response: Response, to: NodeResponse): Promise<void> => {
  if (to.destroyed) return void response.body?.cancel()
  to.statusCode = response.status
  for (const [name, value] of response.headers) to.setHeader(name, value)
  const reader = response.body?.getReader()
  let wake = () => {}
  to.on("drain", () => wake())
  to.on("close", () => {
    wake()
    reader?.cancel().catch(() => {})
  })
  try {
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
      if (to.destroyed) return
      if (!to.write(part.value)) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
    if (!to.destroyed) to.end()
  } catch {
    // Whoever made the body has logged why it failed.
    to.destroy()
  }
}
