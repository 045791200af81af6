import type { Contact } from "../measure/contacts.ts"
import type { ServerProcess } from "../measure/ServerProcess.ts"

export interface Counts {
  readonly total: number
  readonly created: number
  readonly skipped: number
}

/** What a system has stored. */
interface Stored {
  readonly contacts: number
  /** Null where they cannot be seen. */
  readonly links: number | null
}

/** Connections to a system, each with one batch under way. */
export interface Client {
  /** Sends a batch as `encode` made it; `index` is its number in the scenario. */
  readonly send: (batch: Buffer, index: number) => Promise<Counts>
  readonly close: () => Promise<void>
}

/** One of those that are measured side by side. */
export interface System {
  readonly title: string
  /** The share of a scenario's requests that it is given: the slow ones would take most of the time. */
  readonly share: number
  /** Whether it can be sent contacts that exist. */
  readonly skipsExisting: boolean
  /** The server's process; null where there is none but PostgreSQL. */
  readonly server: () => ServerProcess | null
  readonly usesPostgres: boolean
  /** Makes a batch of contacts ready to be sent, before the clock starts. */
  readonly encode: (contacts: ReadonlyArray<Contact>) => Buffer
  readonly connect: (connections: number) => Promise<Client>
  /** Removes all contacts; it may start its server anew. */
  readonly reset: () => Promise<void>
  /** Counts what is in the tables, once these batches were sent; null where nothing is stored. */
  readonly stored: (sent: ReadonlyArray<Buffer>) => Promise<Stored | null>
  readonly stop: () => Promise<void>
}
