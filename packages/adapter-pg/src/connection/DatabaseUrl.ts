import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type { Endpoint } from "./Endpoint.ts"

/** A database, according to its URL. */
export interface DatabaseUrl {
  /** The servers that may have it, in the order in which to try them. */
  readonly servers: ReadonlyArray<DatabaseServer>
  /** Connect only to a server that accepts writes. */
  readonly requiresWritable: boolean
}

export interface DatabaseServer {
  readonly endpoint: Endpoint
  /** The URL for the driver, which does not know several hosts. */
  readonly url: Redacted.Redacted<string>
}

const DEFAULT_PORT = "5432"

const SYNTAX =
  /^postgres(?:ql)?:\/\/(?<credentials>[^/?#]*@)?(?<hosts>[^/?#]*)(?<path>\/[^?#]*)?(?:\?(?<query>[^#]*))?$/

const HOST = /^(?<host>\[[^\]]*\]|[^:]*)(?::(?<port>\d*))?$/

const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]

const TARGETS = ["any", "read-write", "primary"]

/**
 * Reads a URL as libpq defines it: `postgres://user:password@host:port/database?parameter=value`, with several hosts
 * separated by commas, or a directory of Unix sockets as the host (`%2Frun%2Fpostgresql`, or `?host=/run/postgresql`).
 *
 * Fails with what is wrong, which never contains a part of the URL that may be a password.
 */
export const parseDatabaseUrl = (url: string): Result.Result<DatabaseUrl, string> => {
  try {
    return Result.succeed(parse(url))
  } catch (error) {
    return Result.fail(error instanceof Invalid ? error.message : EXAMPLE)
  }
}

const EXAMPLE = "must be a URL like postgres://user:password@host:5432/database"

class Invalid extends Error {}

const parse = (url: string): DatabaseUrl => {
  const { credentials = "", hosts = "", path = "/", query = "" } = SYNTAX.exec(url)?.groups ?? fail(EXAMPLE)
  const parameters = new URLSearchParams(query)
  const inAuthority = hosts === "" ? [] : hosts.split(",").map(parseHost)
  const endpoints = endpointsOf(
    parameters.get("host")?.split(",") ?? inAuthority.map(({ host }) => host),
    parameters.get("port")?.split(",") ?? inAuthority.map(({ port }) => port),
  )
  checkOneOf("sslmode", parameters.get("sslmode"), SSL_MODES)
  const target = parameters.get("target_session_attrs")
  checkOneOf("target_session_attrs", target, TARGETS)
  checkConnectTimeout(parameters)
  return {
    requiresWritable: target === "read-write" || target === "primary",
    servers: endpoints.map((endpoint) => {
      const own = new URLSearchParams(parameters)
      own.set("host", endpoint.host)
      own.set("port", String(endpoint.port))
      const text = `postgres://${credentials}localhost${path}?${own}`
      // The driver would report an invalid URL with its text.
      if (!URL.canParse(text)) fail(EXAMPLE)
      return { endpoint, url: Redacted.make(text) }
    }),
  }
}

const parseHost = (text: string) => {
  const { host = "", port = "" } = HOST.exec(text)?.groups ?? fail(EXAMPLE)
  return { host: host.startsWith("[") ? host.slice(1, -1) : decodeURIComponent(host), port }
}

/** As in libpq, one port is that of all hosts, and an empty host or port is the default one. */
const endpointsOf = (hosts: ReadonlyArray<string>, ports: ReadonlyArray<string>): ReadonlyArray<Endpoint> => {
  const named = hosts.length === 0 ? [""] : hosts
  if (ports.length > 1 && ports.length !== named.length) {
    fail(`${named.length} hosts, but ${ports.length} ports: give one port, or one for each host`)
  }
  return named.map((host, i) => ({
    host: host || "localhost",
    port: parsePort((ports.length === 1 ? ports[0] : ports[i]) || DEFAULT_PORT),
  }))
}

const parsePort = (text: string): number => {
  const port = Number(text)
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : fail("the port must be between 1 and 65535")
}

const checkOneOf = (name: string, value: string | null, values: ReadonlyArray<string>): void => {
  if (value !== null && !values.includes(value)) fail(`${name} must be one of ${values.join(", ")}`)
}

/** Zero would mean no limit, and then a network that drops packets would hold up requests for good. */
const checkConnectTimeout = (parameters: URLSearchParams): void => {
  const value = parameters.get("connect_timeout")
  if (value === null) return
  if (!/^\d+$/.test(value)) fail("connect_timeout must be a number of seconds")
  if (Number(value) === 0) parameters.delete("connect_timeout")
}

const fail = (message: string): never => {
  throw new Invalid(message)
}
