import { once } from "node:events"
import { rmSync } from "node:fs"
import { createServer, type Server, type Socket } from "node:net"
import process from "node:process"
import type { EngineSupervisor } from "./EngineSupervisor.ts"
import { serveConnection } from "./serveConnection.ts"
import { withSocketPath } from "./socketPath.ts"

/**
 * Lets other processes of the same user work on the engine's database, through a socket in the data directory. There is no
 * password: whoever may open the socket may read the files of the database.
 */
export class SocketServer {
  readonly #server: Server
  readonly #connections: Set<Socket>

  private constructor(server: Server, connections: Set<Socket>) {
    this.#server = server
    this.#connections = connections
  }

  /** Listens. The caller holds the lock of the data directory, so a socket that is there is left over. */
  static async listen(dataDir: string, supervisor: EngineSupervisor): Promise<SocketServer> {
    const connections = new Set<Socket>()
    const server = createServer((socket) => {
      connections.add(socket)
      socket.on("error", () => {})
      void serveConnection(socket, supervisor).finally(() => {
        socket.destroy()
        connections.delete(socket)
      })
    })
    const listening = once(server, "listening")
    withSocketPath(dataDir, (path) => {
      if (process.platform !== "win32") rmSync(path, { force: true })
      forOwner(() => server.listen({ path, exclusive: true }))
    })
    await listening
    server.unref()
    return new SocketServer(server, connections)
  }

  async close(): Promise<void> {
    const closed = once(this.#server, "close")
    this.#server.close()
    for (const socket of this.#connections) socket.destroy()
    await closed
  }
}

/** Creates files that only their owner can use. The socket exists as soon as `create` returns. */
const forOwner = (create: () => void): void => {
  const mask = process.umask(0o177)
  try {
    create()
  } finally {
    process.umask(mask)
  }
}
