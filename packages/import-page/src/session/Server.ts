import type { Sent } from "../protocol.ts"
import type { PendingImport } from "./pending.ts"

/** What the page knows about the server that it came from. */
export interface PageSettings {
  /** Whether requests need an API key, or the host's own session. */
  readonly authentication: "key" | "host"
  /** The key of a demo server. */
  readonly demoKey: string | null
}

/** An answer that is not a success. Status 0: there was none. */
export class ServerFailure extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export interface Choice {
  readonly id: string
  readonly name: string
  readonly default?: boolean
}

export interface PastImport {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly total: number
  readonly created: number
  readonly skipped: number
  readonly invalid: number
  readonly remaining: number
  readonly undoneAt?: string
}

export interface StoredContact {
  readonly id: string
  readonly [field: string]: unknown
}

const MAX_PAGES = 50

/** What `fetch` does not accept in a header, and control characters. */
const unsendable = /[\p{Cc}\u{100}-\u{10ffff}]/u

/** The HTTP API next to the page. */
export class Server {
  readonly settings: PageSettings
  /** The path in front of the API's paths. */
  readonly prefix: string

  constructor(settings: PageSettings, path: string) {
    this.settings = settings
    this.prefix = path.replace(/\/import\/?$/, "")
  }

  url(path: string, query: URLSearchParams = new URLSearchParams()): string {
    const text = query.toString()
    return `${this.prefix}/v1${path}${text === "" ? "" : `?${text}`}`
  }

  /** Whether requests can be authenticated. */
  canAsk(key: string): boolean {
    return this.settings.authentication === "host" || key !== ""
  }

  /** Throws what the server answers to a wrong key if no request can have this one. */
  headers(key: string): Record<string, string> {
    if (unsendable.test(key)) throw new ServerFailure(401, "the key has characters that no header can have")
    return this.settings.authentication === "key" ? { "x-api-key": key } : {}
  }

  async accounts(key: string): Promise<ReadonlyArray<Choice>> {
    return this.#all<Choice>("/accounts", "accounts", key)
  }

  async contactTypes(key: string): Promise<ReadonlyArray<Choice>> {
    return this.#all<Choice>("/contact-types", "contactTypes", key)
  }

  async imports(key: string, cursor?: string): Promise<{ imports: ReadonlyArray<PastImport>; nextCursor?: string }> {
    const query = new URLSearchParams({ limit: "20", ...(cursor !== undefined && { cursor }) })
    return this.#ask("GET", this.url("/accounts/contacts/imports", query), key)
  }

  async undo(key: string, id: string): Promise<{ deleted: number; alreadyGone: number }> {
    return this.#ask("DELETE", this.url(`/accounts/contacts/imports/${encodeURIComponent(id)}`), key)
  }

  /**
   * Uses an idempotency key for a request that stores nothing: one contact that is none, which is left out. 422 if another request
   * was carried out under the key, 409 if one is in progress; 0 if there is no answer.
   */
  async takeKey(key: string, idempotencyKey: string): Promise<number> {
    const headers = {
      ...this.headers(key),
      "content-type": "application/x-ndjson",
      prefer: "handling=lenient",
      "idempotency-key": idempotencyKey,
    }
    const request = { method: "POST", headers, body: "null\n" }
    return fetch(this.url("/accounts/contacts/bulk"), request).then(
      ({ status }) => status,
      () => 0,
    )
  }

  /** The contact with an email; undefined if there is none. */
  async contact(key: string, email: string): Promise<StoredContact | undefined> {
    const query = new URLSearchParams({ email })
    try {
      const { contacts } = await this.#ask<{ contacts: ReadonlyArray<StoredContact> }>(
        "GET",
        this.url("/accounts/contacts", query),
        key,
      )
      return contacts[0]
    } catch (error) {
      // A server without a list of contacts.
      if (error instanceof ServerFailure && error.status === 404) return undefined
      throw error
    }
  }

  /** Sends a request again whose answer was not seen. */
  async sendAgain(key: string, { url, headers, body }: PendingImport): Promise<Sent> {
    const response = await this.#fetch("POST", url, key, headers, body)
    const { total, created, skipped, invalid = 0 } = await response.json()
    return {
      ok: true,
      counts: { total, created, skipped, invalid, repeated: 0 },
      importId: response.headers.get("import-id"),
      wasReplayed: response.headers.get("idempotency-replayed") === "true",
    }
  }

  /** The contacts that an import created, as CSV. */
  async exportImport(key: string, importId: string): Promise<Blob> {
    const url = this.url("/accounts/contacts/export", new URLSearchParams({ importId }))
    const response = await this.#fetch("GET", url, key, { accept: "text/csv" })
    return response.blob()
  }

  async #all<A>(path: string, property: string, key: string): Promise<ReadonlyArray<A>> {
    const items: Array<A> = []
    let cursor: string | undefined
    for (let page = 0; page < MAX_PAGES; page++) {
      const query = new URLSearchParams({ limit: "1000", ...(cursor !== undefined && { cursor }) })
      const body = await this.#ask<Record<string, unknown>>("GET", this.url(path, query), key)
      items.push(...((body[property] ?? []) as ReadonlyArray<A>))
      cursor = body["nextCursor"] as string | undefined
      if (cursor === undefined) break
    }
    return items
  }

  async #ask<A>(method: string, url: string, key: string): Promise<A> {
    return (await this.#fetch(method, url, key)).json()
  }

  async #fetch(
    method: string,
    url: string,
    key: string,
    more: Readonly<Record<string, string>> = {},
    body: Blob | null = null,
  ): Promise<Response> {
    const headers = { ...this.headers(key), ...more }
    let response: Response
    try {
      response = await fetch(url, { method, headers, redirect: "error", body })
    } catch {
      throw new ServerFailure(0, "network")
    }
    if (response.ok) return response
    const { message = response.statusText } = (await response.json().catch(() => ({}))) as { message?: string }
    throw new ServerFailure(response.status, message)
  }
}
