import { UnitOfWork } from "@bulk-contacts/core"
import { Effect, Fiber } from "effect"
import type { TestServer } from "./server.ts"

/** Keeps the server's store busy: until it is released, no request gets any further than its unit of work. */
export const holdStore = async ({ store }: TestServer) => {
  const { atomically } = await Effect.runPromise(Effect.provide(UnitOfWork, store.layer))
  const holder = Effect.runFork(atomically(Effect.never))
  return { release: () => Effect.runPromise(Fiber.interrupt(holder)) }
}
