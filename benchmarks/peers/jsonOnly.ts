// What Node.js alone costs: reads and parses the body, and responds with counts. Validates nothing and stores nothing.
import { createServer } from "node:http"
import { announce } from "./environment.ts"

const server = createServer((request, response) => {
  const chunks: Array<Buffer> = []
  request.on("data", (chunk: Buffer) => chunks.push(chunk))
  request.on("end", () => {
    const total: number = JSON.parse(Buffer.concat(chunks).toString()).contacts.length
    response.writeHead(200, { "content-type": "application/json" })
    response.end(JSON.stringify({ total, created: total, skipped: 0 }))
  })
})

server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  if (typeof address === "object" && address !== null) announce(`http://127.0.0.1:${address.port}`)
})
