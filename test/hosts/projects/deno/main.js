import { makeHandler } from "./makeHandler.js"
import { useClient } from "./useClient.js"
import { useServer } from "./useServer.js"

const { handle } = await makeHandler()
const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => handle(request))
const origin = `http://127.0.0.1:${server.addr.port}`
await useServer(origin)
await useClient(origin)
await server.shutdown()
console.log(`served by Deno ${Deno.version.deno}`)
