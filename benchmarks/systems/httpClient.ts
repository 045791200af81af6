import { Pool } from "undici"
import type { Contact } from "../measure/contacts.ts"
import { BULK_PATH } from "../peers/environment.ts"
import { ACCOUNT, CONTACT_TYPE, SOURCE } from "./organization.ts"
import type { Client, Counts } from "./System.ts"

interface HttpTarget {
  readonly origin: string
  /** Requests take these in turn. */
  readonly apiKeys: ReadonlyArray<string>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly contentType?: string
}

/** The server sent something other than counts. */
export class UnexpectedResponse extends Error {
  readonly status: number

  constructor(status: number, body: string) {
    super(`responded ${status}: ${body.slice(0, 300)}`)
    this.status = status
  }
}

/** Opens keep-alive connections to the endpoint; each carries one request at a time. */
export const connectHttp = (target: HttpTarget, connections: number): Client => {
  const { origin, apiKeys, query = {}, headers = {}, contentType = "application/json" } = target
  // A slow response is a result, not an error.
  const pool = new Pool(origin, { connections, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 })
  return {
    send: async (batch, index) => {
      const { statusCode, body } = await pool.request({
        method: "POST",
        path: BULK_PATH,
        query,
        headers: { ...headers, "content-type": contentType, "x-api-key": apiKeys[index % apiKeys.length] ?? "" },
        body: batch,
      })
      if (statusCode === 200 || statusCode === 201) return (await body.json()) as Counts
      throw new UnexpectedResponse(statusCode, await body.text())
    },
    close: () => pool.close(),
  }
}

export const encodeJson = (contacts: ReadonlyArray<Contact>): Buffer =>
  Buffer.from(JSON.stringify({ contacts, accountIds: [ACCOUNT], contactType: CONTACT_TYPE, source: SOURCE }))

/** One contact per line; the rest of the request is in the query string. */
export const encodeNdjson = (contacts: ReadonlyArray<Contact>): Buffer =>
  Buffer.from(contacts.map((contact) => `${JSON.stringify(contact)}\n`).join(""))

export const ndjson = {
  contentType: "application/x-ndjson",
  query: { accountIds: ACCOUNT, contactType: CONTACT_TYPE, source: SOURCE },
} as const
