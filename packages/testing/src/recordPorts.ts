import {
  Accounts,
  ApiKeys,
  Contacts,
  ContactTypes,
  IdempotencyRecords,
  StagedContacts,
  UnitOfWork,
} from "@bulk-contacts/core"
import { Context, Effect } from "effect"
import { CurrentCalls, RecordedCalls } from "./RecordedCalls.ts"
import { StoreFixture } from "./StoreFixture.ts"

const ports = {
  Accounts,
  ApiKeys,
  Contacts,
  ContactTypes,
  IdempotencyRecords,
  StagedContacts,
  StoreFixture,
  UnitOfWork,
}

/** Services of a store whose calls are recorded, in `CurrentCalls`. */
export const recordPorts = <S>(store: Context.Context<S>): Context.Context<S> => {
  const calls = new RecordedCalls()
  const services = new Map(store.mapUnsafe)
  services.set(CurrentCalls.key, calls)
  for (const [name, { key }] of Object.entries(ports)) {
    const service = services.get(key)
    if (service !== undefined) services.set(key, recorded(name, service, calls))
  }
  return Context.makeUnsafe(services)
}

const recorded = (port: string, service: object, calls: RecordedCalls): object =>
  new Proxy(service, {
    get(target, name) {
      const member = Reflect.get(target, name)
      if (typeof member !== "function") return member
      return (...args: ReadonlyArray<unknown>) => {
        const result = Reflect.apply(member, target, args)
        return Effect.isEffect(result) ? calls.record(`${port}.${String(name)}`, args, result) : result
      }
    },
  })
