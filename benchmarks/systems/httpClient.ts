import { Pool } from "undici"
import type { Contact } from "../measure/contacts.ts"
import { BULK_PATH } from "../peers/environment.ts"
import { ACCOUNT, CONTACT_TYPE, SOURCE } from "./organization.ts"
import type { Client, Counts } from "./System.ts"

interface HttpTarget {
  readonly origin: string
  /** Requests take turns at them. */
  readonly apiKeys: ReadonlyArray<string>
  readonly query?: Readonly<Record<string, string>>
  readonly contentType?: string
}

/** A server answered something else than counts. */
export class UnexpectedAnswer extends Error {
  readonly status: number

  constructor(status: number, body: string) {
    super(`answered ${status}: ${body.slice(0, 300)}`)
    this.status = status
  }
}

/** Keep-alive connections to the endpoint, each with one request under way. */
export const connectHttp = (target: HttpTarget, connections: number): Client => {
  const { origin, apiKeys, query = {}, contentType = "application/json" } = target
  // A request may take as long as it takes.
  const pool = new Pool(origin, { connections, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 })
  return {
    send: async (batch, index) => {
      const { statusCode, body } = await pool.request({
        method: "POST",
        path: BULK_PATH,
        query,
        headers: { "content-type": contentType, "x-api-key": apiKeys[index % apiKeys.length] ?? "" },
        body: batch,
      })
      if (statusCode === 200 || statusCode === 201) return (await body.json()) as Counts
      throw new UnexpectedAnswer(statusCode, await body.text())
    },
    close: () => pool.close(),
  }
}

export const encodeJson = (contacts: ReadonlyArray<Contact>): Buffer =>
  Buffer.from(JSON.stringify({ contacts, accountIds: [ACCOUNT], contactType: CONTACT_TYPE, source: SOURCE }))

/** A contact a line; the rest of the request is in the query. */
export const encodeNdjson = (contacts: ReadonlyArray<Contact>): Buffer =>
  Buffer.from(contacts.map((contact) => `${JSON.stringify(contact)}\n`).join(""))

export const ndjson = {
  contentType: "application/x-ndjson",
  query: { accountIds: ACCOUNT, contactType: CONTACT_TYPE, source: SOURCE },
} as const
