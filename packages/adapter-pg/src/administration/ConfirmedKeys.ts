import type { OrganizationId } from "@bulk-contacts/core/ports"

/** How long a key that the store has confirmed is accepted while look-ups fail. */
const NANOSECONDS = 15n * 60n * 1_000_000_000n

const CAPACITY = 10_000

/** The organizations of API keys that the store has confirmed, by the key's hash. Times are monotonic, in nanoseconds. */
export class ConfirmedKeys {
  readonly #keys = new Map<string, { readonly organizationId: OrganizationId; readonly since: bigint }>()

  confirm(hash: string, organizationId: OrganizationId, now: bigint): void {
    // The key becomes the newest one, so that the first one is the oldest.
    this.#keys.delete(hash)
    this.#keys.set(hash, { organizationId, since: now })
    const [oldest] = this.#keys.keys()
    if (this.#keys.size > CAPACITY && oldest !== undefined) this.#keys.delete(oldest)
  }

  forget(hash: string): void {
    this.#keys.delete(hash)
  }

  find(hash: string, now: bigint): OrganizationId | undefined {
    const key = this.#keys.get(hash)
    return key !== undefined && now - key.since <= NANOSECONDS ? key.organizationId : undefined
  }
}
