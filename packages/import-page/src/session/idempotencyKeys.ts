import { lasting } from "./storage.ts"

const nameOf = (digest: string) => `key.${digest}`

const randomKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")

/**
 * The idempotency key of a request, the same in every tab and after a reload until its answer has been seen. So the same
 * request is carried out once, however often it is sent.
 */
export const keyFor = (digest: string): string => {
  const known = lasting.get<string>(nameOf(digest))
  if (known !== undefined) return known
  const key = randomKey()
  lasting.set(nameOf(digest), key)
  return key
}

/** The answer has been seen: the same request is a new one from now on. */
export const forgetKey = (digest: string): void => lasting.remove(nameOf(digest))

/** Runs while no other tab sends the same request. `onWait` is called if one does. */
export const withoutOtherTabs = async <A>(digest: string, onWait: () => void, run: () => Promise<A>): Promise<A> => {
  // Only where the page comes over HTTPS or from this machine.
  if (!("locks" in navigator)) return run()
  const name = `bulk-contacts.${digest}`
  const { held = [] } = await navigator.locks.query()
  if (held.some((lock) => lock.name === name)) onWait()
  return navigator.locks.request(name, run)
}
