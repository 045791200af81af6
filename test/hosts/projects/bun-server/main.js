import { makeHandler } from "./makeHandler.js"
import { useClient } from "./useClient.js"
import { useServer } from "./useServer.js"

const { handle } = await makeHandler()
const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: (request) => handle(request) })
await useServer(server.url.origin)
await useClient(server.url.origin)
server.stop(true)
console.log(`served by Bun ${Bun.version}`)
