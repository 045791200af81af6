import { spawn } from "node:child_process"
import workerd from "workerd"
import { useServer } from "./useServer.js"

// It reports its port on this file descriptor.
const worker = spawn(workerd.default ?? workerd, ["serve", "worker.capnp", "--control-fd=3"], {
  stdio: ["ignore", "inherit", "inherit", "pipe"],
})
const { port } = await new Promise((resolve, reject) => {
  worker.once("exit", (code) => reject(new Error(`workerd ended with ${code}`)))
  worker.stdio[3].on("data", (line) => resolve(JSON.parse(line)))
})
try {
  await useServer(`http://127.0.0.1:${port}`)
} finally {
  worker.kill()
}

console.log("served by workerd")
