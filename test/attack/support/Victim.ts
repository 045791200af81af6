import { spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { join } from "node:path"

/** Path of the endpoint under attack. */
export const BULK = "/v1/accounts/contacts/bulk"

/** The attacker and the tenant that must not notice: two organizations of the demo data. */
export const ATTACKER = "demo-api-key"
export const NEIGHBOUR = "demo-api-key-2"

export const JSON_TYPE = "application/json"
export const NDJSON_TYPE = "application/x-ndjson"

const program = join(import.meta.dirname, "../../../packages/cli/bin/bulk-contacts.js")

/** What one request got. */
export interface Answer {
  readonly status: number
  readonly body: string
}

/** A server in a process of its own, with a heap of 1 GB. `stop` ends it. */
export const startVictim = async (environment: Readonly<Record<string, string>> = {}) => {
  const child = spawn(
    process.execPath,
    ["--max-old-space-size=1024", "--conditions=@bulk-contacts/source", program, "serve"],
    {
      env: { PATH: process.env["PATH"], PORT: "0", STORE: "memory", LOG_LEVEL: "error", ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    },
  )
  const origin = await new Promise<string>((resolve, reject) => {
    let printed = ""
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      printed += chunk
      if (printed.endsWith("\n\n")) resolve(/http:\/\/[^/\s]+/.exec(printed)?.[0] ?? "")
    })
    child.once("exit", (code, signal) => reject(new Error(`serve ended (${code ?? signal}): ${printed}`)))
  })
  const fromProc = (file: string) => readFileSync(`/proc/${child.pid}/${file}`, "utf8")

  const post = async (
    body: RequestInit["body"],
    { apiKey = ATTACKER, type = JSON_TYPE, query = "", ...headers }: PostOptions = {},
  ): Promise<Answer> => {
    const response = await fetch(`${origin}${BULK}${query}`, {
      method: "POST",
      headers: { "x-api-key": apiKey, "content-type": type, ...headers },
      body: body ?? null,
    })
    return { status: response.status, body: await response.text() }
  }

  return {
    origin,
    post,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    /** User and system time so far, in milliseconds. */
    cpu: () => {
      const fields = fromProc("stat")
        .replace(/^.*\) /, "")
        .split(" ")
      return (Number(fields[11]) + Number(fields[12])) * 10
    },
    /** The most resident memory so far, in MB. */
    peakMemory: () => Number(/^VmHWM:\s+(\d+)/m.exec(fromProc("status"))?.[1]) / 1024,
    stop: async () => {
      const exit = once(child, "exit")
      child.kill("SIGKILL")
      await exit
    },
  }
}

export type Victim = Awaited<ReturnType<typeof startVictim>>

type PostOptions = { readonly apiKey?: string; readonly type?: string; readonly query?: string } & {
  readonly [header: string]: string
}
