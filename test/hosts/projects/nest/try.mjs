// Starts the compiled service, and creates a contact as its client would.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:net"

const probe = createServer().listen(0, "127.0.0.1")
await once(probe, "listening")
const { port } = probe.address()
await new Promise((resolve) => probe.close(resolve))

const service = spawn("node", ["dist/main"], {
  env: { ...process.env, PORT: port },
  stdio: ["ignore", "pipe", "inherit"],
})
for await (const text of service.stdout) if (String(text).includes("successfully started")) break

const response = await fetch(`http://127.0.0.1:${port}/crm/v1/accounts/contacts/bulk`, {
  method: "POST",
  headers: { authorization: "Bearer secret", "content-type": "application/json" },
  body: '{"contacts":["Ada Lovelace <ada@example.com>"]}',
})
console.log(response.status, await response.text())
service.kill("SIGTERM")
const [code, signal] = await once(service, "exit")
console.log("stopped", code ?? signal)
