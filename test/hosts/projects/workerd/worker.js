import { makeHandler } from "./makeHandler.js"

let handler
export default {
  fetch: async (request) => {
    handler ??= makeHandler()
    return (await handler).handle(request)
  },
}
