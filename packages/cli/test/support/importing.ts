import { once } from "node:events"
import { writeFile } from "node:fs/promises"
import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { onTestFinished } from "vitest"
import { emptyDatabaseUrl, setUpDatabase, temporaryDirectory } from "./database.ts"
import { serveInProcess } from "./startInProcess.ts"

export const DEMO = { BULK_CONTACTS_KEY: "demo-api-key" }

/** Writes a file for the test. */
export const fileOf = async (name: string, content: string): Promise<string> => {
  const path = join(await temporaryDirectory(), name)
  await writeFile(path, content)
  return path
}

export const lines = (...lines: ReadonlyArray<string>) => `${lines.join("\n")}\n`

/** The first line of a report. */
export const reportHeader = "line,status,email,id,reason,first_line,column,field,value,code,message"

/** A server with the demo organization, for the test. */
export const demoServer = () => serveInProcess({ STORE: "memory" })

/** The environment of a database with the organization acme, for the test. */
export const acmeDatabase = async () => {
  const environment = { DATABASE_URL: await emptyDatabaseUrl() }
  await setUpDatabase(environment.DATABASE_URL)
  return environment
}

/** Where an import can go: the arguments and the environment for a store, and for a server. */
export const storeAndServer = async () => {
  const { origin } = await demoServer()
  return [
    [["--org", "acme"], await acmeDatabase()],
    [["--url", origin], DEMO],
  ] as const
}

/** Starts an HTTP server for the test, and returns its host and port. */
export const startHttpServer = async (listener?: RequestListener) => {
  const server = createServer(listener)
  const asked = once(server, "request")
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Resolves when the first request has arrived. */
    asked,
  }
}
