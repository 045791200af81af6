import type { BulkCreatePolicyShape, BulkCreatePorts, IdempotencyRecords, StagedContacts } from "@bulk-contacts/core"
import type * as Layer from "effect/Layer"
import type { MountOptions } from "../mountedRoutes.ts"
import type { RequestFailure } from "./failureLogger.ts"

/**
 * The options of `createWebHandler`.
 *
 * @typeParam Host - What your server passes to `handle` in addition to the request, such as a session.
 */
export interface WebHandlerOptions<Host = void> extends Partial<MountOptions> {
  /**
   * Where contacts are stored: the layer of a store, such as `makeMemoryStore(…).layer` or `PostgresStore.layer(…)`.
   */
  readonly store: Layer.Layer<BulkCreatePorts | IdempotencyRecords | StagedContacts, unknown>
  /**
   * Returns the id of the organization that sent the request, or null or undefined for a 401. It must not read the
   * body. `host` is the second argument of `handle`. If it throws, or the store knows no such organization, the response
   * is a 500.
   */
  readonly authenticate: (
    request: Request,
    host: Host,
  ) => string | null | undefined | Promise<string | null | undefined>
  /** Default: at most 10,000 contacts in a JSON body, and a request of duplicates only is a 200. */
  readonly policy?: Partial<BulkCreatePolicyShape>
  /** Limit on the size of a JSON body, after decompression. Default: 32 MiB. NDJSON and CSV bodies have no limit. */
  readonly maxBodyBytes?: number
  /**
   * Called with the cause of each 500 and 503, and if paths come with another prefix than `prefix`. Default: writes it to
   * standard error.
   */
  readonly onFailure?: (failure: RequestFailure) => unknown
}
