import * as Data from "effect/Data"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"

/** The tenant's share was not available in time, or too many of the tenant's requests wait for it already. */
export class ShareUnavailable extends Data.TaggedError("ShareUnavailable") {}

/** The size of a shared resource, and how many may wait for it. */
export interface FairShareOptions {
  /** The whole resource: bytes, connections, requests. At least 1. */
  readonly capacity: number
  /** How many callers of one tenant may wait. */
  readonly maxWaiting: number
}

interface Waiter {
  readonly amount: number
  /** A promise, because workers (workerd) allow no request to continue another one in any other way. */
  readonly granted: PromiseWithResolvers<void>
  isGranted: boolean
}

/**
 * A resource that tenants share. No tenant holds more than half of it, so that there is always something left for another
 * one. Tenants that wait take turns; callers of one tenant are served in order.
 */
export class FairShare {
  readonly #options: FairShareOptions
  /** The most that one tenant may hold. */
  readonly #limit: number
  #free: number
  readonly #held = new Map<string, number>()
  /** The callers that wait. The order of the tenants is that of their turns. */
  readonly #queues = new Map<string, Array<Waiter>>()
  /** Whether a tenant waits for the resource itself rather than for its own share. Then nobody overtakes it. */
  #isExhausted = false

  constructor(options: FairShareOptions) {
    this.#options = options
    this.#limit = Math.max(1, Math.floor(options.capacity / 2))
    this.#free = options.capacity
  }

  /** What the tenant holds now. */
  heldBy(tenant: string): number {
    return this.#held.get(tenant) ?? 0
  }

  /**
   * Takes `amount` for the tenant, waiting for it for up to `maxWait` if necessary. An amount above the tenant's share
   * counts as the whole share. Call it in an uninterruptible region that gives the amount back with `release`; the wait itself is interruptible.
   */
  take(tenant: string, amount: number, maxWait: Duration.Duration): Effect.Effect<void, ShareUnavailable> {
    return Effect.suspend(() => (this.tryTake(tenant, amount) ? Effect.void : this.#wait(tenant, amount, maxWait)))
  }

  /** Takes `amount` for the tenant if it need not wait for it. Returns whether it did. */
  tryTake(tenant: string, amount: number): boolean {
    const clamped = this.#clamp(amount)
    if (this.#isExhausted || this.#queues.has(tenant)) return false
    if (clamped > this.#free || this.heldBy(tenant) + clamped > this.#limit) return false
    this.#grant(tenant, clamped)
    return true
  }

  /** Gives back an amount that was taken. */
  release(tenant: string, amount: number): void {
    const clamped = this.#clamp(amount)
    const held = this.heldBy(tenant) - clamped
    if (held === 0) this.#held.delete(tenant)
    else this.#held.set(tenant, held)
    this.#free += clamped
    if (this.#queues.size > 0) this.#serveWaiting()
  }

  #clamp(amount: number): number {
    return Math.min(amount, this.#limit)
  }

  #grant(tenant: string, amount: number): void {
    this.#held.set(tenant, this.heldBy(tenant) + amount)
    this.#free -= amount
  }

  #wait(tenant: string, amount: number, maxWait: Duration.Duration): Effect.Effect<void, ShareUnavailable> {
    return Effect.suspend(() => {
      const queue = this.#queues.get(tenant) ?? []
      if (queue.length >= this.#options.maxWaiting) return Effect.fail(new ShareUnavailable())
      const waiter: Waiter = { amount: this.#clamp(amount), granted: Promise.withResolvers(), isGranted: false }
      queue.push(waiter)
      this.#queues.set(tenant, queue)
      this.#serveWaiting()
      const wait = Effect.promise(() => waiter.granted.promise).pipe(
        Effect.timeoutOrElse({ duration: maxWait, orElse: () => Effect.fail(new ShareUnavailable()) }),
      )
      return Effect.interruptible(wait).pipe(
        Effect.onExit((exit) => (Exit.isSuccess(exit) ? Effect.void : Effect.sync(() => this.#giveUp(tenant, waiter)))),
      )
    })
  }

  /** The wait may have ended at the moment at which the amount was granted. */
  #giveUp(tenant: string, waiter: Waiter): void {
    if (waiter.isGranted) {
      this.release(tenant, waiter.amount)
      return
    }
    const queue = (this.#queues.get(tenant) ?? []).filter((other) => other !== waiter)
    if (queue.length === 0) this.#queues.delete(tenant)
    else this.#queues.set(tenant, queue)
    this.#serveWaiting()
  }

  #serveWaiting(): void {
    this.#isExhausted = false
    for (const [tenant, queue] of this.#queues) {
      const [next] = queue
      if (next === undefined || this.heldBy(tenant) + next.amount > this.#limit) continue
      if (next.amount > this.#free) {
        this.#isExhausted = true
        return
      }
      queue.shift()
      // The tenant goes to the end of the line, which this loop reaches again.
      this.#queues.delete(tenant)
      if (queue.length > 0) this.#queues.set(tenant, queue)
      this.#grant(tenant, next.amount)
      next.isGranted = true
      next.granted.resolve()
    }
  }
}
