import { FairShare, ShareUnavailable } from "@bulk-contacts/core"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

/** A body that is arriving. */
export interface ArrivingBody {
  readonly tenant: string
  /** The memory that was taken for it, one item for each time. */
  readonly taken: Array<number>
}

interface TenantBodies {
  /** In the order in which they began to arrive. */
  readonly arriving: Set<ArrivingBody>
  /** Called when memory is given back. Each body that waits has a promise of its own, for the same reason as in `FairShare`. */
  readonly waiting: Array<() => void>
}

/**
 * The memory of bodies, which is taken as they arrive. So several bodies of one tenant could use up the tenant's memory, and
 * none could be completed. Therefore the oldest may always grow to the largest size, and a younger one only while that
 * much is left.
 */
export class BodyMemory {
  readonly #share: FairShare
  readonly #limit: number
  readonly #largest: number
  readonly #tenants = new Map<string, TenantBodies>()

  /** `capacity`: in bytes, at least twice as much as `largestBody`. */
  constructor(options: { readonly capacity: number; readonly maxWaiting: number; readonly largestBody: number }) {
    this.#share = new FairShare(options)
    this.#limit = Math.floor(options.capacity / 2)
    this.#largest = options.largestBody
  }

  /** Takes memory until the body has `bytes`, if it need not wait for it. Returns whether it did. */
  tryGrow(body: ArrivingBody, bytes: number): boolean {
    const more = bytes - memoryOf(body)
    if (more <= 0) return true
    const bodies = this.#bodiesOf(body.tenant)
    if (!this.#mayGrow(bodies, body, more) || !this.#share.tryTake(body.tenant, more)) return false
    bodies.arriving.add(body)
    body.taken.push(more)
    return true
  }

  /** Takes memory until the body has `bytes`. Call it in an uninterruptible region; the wait itself is interruptible. */
  grow(body: ArrivingBody, bytes: number, maxWait: Duration.Duration): Effect.Effect<void, ShareUnavailable> {
    return Effect.suspend(() => {
      const more = bytes - memoryOf(body)
      if (more <= 0) return Effect.void
      const bodies = this.#bodiesOf(body.tenant)
      bodies.arriving.add(body)
      const take = Effect.map(this.#share.take(body.tenant, more, maxWait), () => {
        body.taken.push(more)
      })
      return this.#mayGrow(bodies, body, more) ? take : Effect.andThen(this.#wait(bodies, body, more, maxWait), take)
    })
  }

  /** Gives back all memory of the body. */
  release(body: ArrivingBody): void {
    for (const bytes of body.taken.splice(0)) this.#share.release(body.tenant, bytes)
    const bodies = this.#tenants.get(body.tenant)
    if (bodies?.arriving.delete(body) !== true) return
    if (bodies.arriving.size === 0) this.#tenants.delete(body.tenant)
    for (const wake of bodies.waiting.splice(0)) wake()
  }

  #bodiesOf(tenant: string): TenantBodies {
    const known = this.#tenants.get(tenant)
    if (known !== undefined) return known
    const bodies = { arriving: new Set<ArrivingBody>(), waiting: [] }
    this.#tenants.set(tenant, bodies)
    return bodies
  }

  #mayGrow({ arriving }: TenantBodies, body: ArrivingBody, more: number): boolean {
    const [oldest = body] = arriving
    if (oldest === body) return true
    return this.#share.heldBy(body.tenant) + more + (this.#largest - memoryOf(oldest)) <= this.#limit
  }

  #wait(bodies: TenantBodies, body: ArrivingBody, more: number, maxWait: Duration.Duration) {
    const untilMayGrow: Effect.Effect<void> = Effect.suspend(() =>
      this.#mayGrow(bodies, body, more)
        ? Effect.void
        : Effect.andThen(
            Effect.promise(() => new Promise<void>((resolve) => bodies.waiting.push(resolve))),
            untilMayGrow,
          ),
    )
    return untilMayGrow.pipe(
      Effect.timeoutOrElse({ duration: maxWait, orElse: () => Effect.fail(new ShareUnavailable()) }),
      Effect.interruptible,
    )
  }
}

const memoryOf = ({ taken }: ArrivingBody): number => taken.reduce((sum, bytes) => sum + bytes, 0)
