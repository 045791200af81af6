import { spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { inject } from "vitest"

const KEY = "demo-api-key"

/** A server of its own, with an empty demo organization. */
export const startServer = async () => {
  const server = spawn(process.execPath, [inject("cli"), "serve"], {
    env: { ...process.env, STORE: "memory", PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  })
  const origin = await new Promise<string>((resolve, reject) => {
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}`)))
    createInterface(server.stdout).on("line", (line) => {
      const found = /listening on (\S+)/.exec(line)?.[1]
      if (found !== undefined) resolve(found)
    })
  })
  const stop = () =>
    new Promise<void>((resolve) => {
      server.once("exit", () => resolve())
      server.kill("SIGTERM")
    })
  /** Creates contacts without the page. */
  const create = async (...contacts: ReadonlyArray<unknown>) => {
    const response = await fetch(`${origin}/v1/accounts/contacts/bulk`, {
      method: "POST",
      headers: { "x-api-key": KEY, "content-type": "application/json" },
      body: JSON.stringify({ contacts }),
    })
    return response.json()
  }
  /** The contact with an email. */
  const find = async (email: string): Promise<Record<string, unknown> & { readonly importId: string }> => {
    const url = `${origin}/v1/accounts/contacts?email=${encodeURIComponent(email)}`
    const { contacts } = await (await fetch(url, { headers: { "x-api-key": KEY } })).json()
    return contacts[0]
  }
  const undo = (importId: string) =>
    fetch(`${origin}/v1/accounts/contacts/imports/${importId}`, { method: "DELETE", headers: { "x-api-key": KEY } })
  return { origin, stop, create, find, undo }
}
