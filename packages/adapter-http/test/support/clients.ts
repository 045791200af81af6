import { Effect, Stream } from "effect"
import { FetchHttpClient } from "effect/http"
import {
  BulkContactsClient,
  type BulkContactsPromiseClient,
  createBulkContactsClient,
  type PromiseClientOptions,
} from "../../src/client/index.ts"

type Verbs = Omit<BulkContactsPromiseClient, "bulkCreate"> & {
  readonly bulkCreate: (...args: Parameters<BulkContactsClient["Service"]["bulkCreate"]>) => Promise<any>
}

/** The client for Effect, with the verbs of the other one. */
const createEffectClient = ({ fetch = globalThis.fetch, ...options }: PromiseClientOptions): Verbs => {
  const client = Effect.runSync(Effect.provide(BulkContactsClient.make(options), FetchHttpClient.layer))
  const run = <A>(call: Effect.Effect<A, unknown>) =>
    Effect.runPromise(Effect.provideService(call, FetchHttpClient.Fetch, fetch))
  const streamOf = (source: any) => Stream.fromIterable<any>(typeof source === "function" ? source() : source)
  return {
    bulkCreate: (...args) => run(client.bulkCreate(...args)),
    bulkCreateStream: (contacts: any, defaults, callOptions) => {
      const source = "bytes" in contacts ? { ...contacts, bytes: streamOf(contacts.bytes) } : streamOf(contacts)
      return run(client.bulkCreateStream(source, defaults, callOptions))
    },
    listImports: (page) => run(client.listImports(page)),
    undoImport: (id) => run(client.undoImport(id)),
  }
}

/** Both clients keep the same promises. */
export const clients: ReadonlyArray<[string, (options: PromiseClientOptions) => Verbs]> = [
  ["createBulkContactsClient", createBulkContactsClient],
  ["BulkContactsClient", createEffectClient],
]

export type { Verbs }
