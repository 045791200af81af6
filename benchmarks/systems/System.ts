import type { Contact } from "../measure/contacts.ts"
import type { ServerProcess } from "../measure/ServerProcess.ts"

export interface Counts {
  readonly total: number
  readonly created: number
  readonly skipped: number
}

/** What a system stores. */
interface Stored {
  readonly contacts: number
  /** Null if they cannot be counted. */
  readonly links: number | null
}

/** Connections to a system; each carries one batch at a time. */
export interface Client {
  /** Sends a batch that `encode` returned; `index` is its position in the scenario. */
  readonly send: (batch: Buffer, index: number) => Promise<Counts>
  readonly close: () => Promise<void>
}

/** Something that can be measured. */
export interface System {
  readonly title: string
  /** The share of a scenario's requests that it gets. Less than 1 for slow systems, which would take most of the time. */
  readonly share: number
  /** Whether it skips contacts that exist. If not, it only gets new ones. */
  readonly skipsExisting: boolean
  /** The server's process; null if there is none besides PostgreSQL. */
  readonly server: () => ServerProcess | null
  readonly usesPostgres: boolean
  /** Turns contacts into a batch that `send` takes. Called before the clock starts. */
  readonly encode: (contacts: ReadonlyArray<Contact>) => Buffer
  readonly connect: (connections: number) => Promise<Client>
  /** Removes all contacts. May restart the server. */
  readonly reset: () => Promise<void>
  /** Counts what is stored after these batches were sent; null if the system stores nothing. */
  readonly stored: (sent: ReadonlyArray<Buffer>) => Promise<Stored | null>
  readonly stop: () => Promise<void>
}
