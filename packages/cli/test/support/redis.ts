import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { type AddressInfo, createServer } from "node:net"
import { createInterface } from "node:readline"
import { onTestFinished } from "vitest"

export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0

/** A port on which nothing listens. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}

/** A Redis for the test, without persistence. */
export const startRedis = async (port: number) => {
  const settings = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
  const redis = spawn("redis-server", settings, { stdio: ["ignore", "pipe", "ignore"] })
  const exit = once(redis, "exit")
  onTestFinished(async () => {
    redis.kill("SIGKILL")
    await exit
  })
  for await (const line of createInterface(redis.stdout)) {
    if (line.includes("Ready to accept connections")) break
  }
  redis.stdout.resume()
  return { signal: (signal: NodeJS.Signals) => redis.kill(signal) }
}
