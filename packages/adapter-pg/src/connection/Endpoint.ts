import { connect, type Socket } from "node:net"

/** Where a server listens. A host that begins with `/` is the directory of a Unix socket. */
export interface Endpoint {
  readonly host: string
  readonly port: number
}

/** Idle time after which the operating system checks whether the other side is still there. */
const KEEP_ALIVE_MILLISECONDS = 30_000

/** Opens a socket. Errors arrive as events, also those of a host name that cannot be resolved. */
export const openSocket = ({ host, port }: Endpoint): Socket =>
  host.startsWith("/")
    ? connect({ path: `${host}/.s.PGSQL.${port}` })
    : connect({
        host,
        port,
        // A statement is one write, followed by a wait for its response.
        noDelay: true,
        keepAlive: true,
        keepAliveInitialDelay: KEEP_ALIVE_MILLISECONDS,
      })
