/** Storage that may be full, or forbidden: what cannot be kept is not kept. */
const attempt = <A>(run: () => A, otherwise: A): A => {
  try {
    return run()
  } catch {
    return otherwise
  }
}

const PREFIX = "bulk-contacts."

/** A JSON value in a storage of the browser. */
const makeValues = (storage: () => Storage) => ({
  get: <A>(name: string): A | undefined =>
    attempt(() => {
      const text = storage().getItem(PREFIX + name)
      return text === null ? undefined : (JSON.parse(text) as A)
    }, undefined),
  /** Whether it is kept. */
  set: (name: string, value: unknown): boolean =>
    attempt(() => {
      storage().setItem(PREFIX + name, JSON.stringify(value))
      return true
    }, false),
  remove: (name: string): void => attempt(() => storage().removeItem(PREFIX + name), undefined),
})

/** Kept by the browser. */
export const lasting = makeValues(() => localStorage)

/** Kept until the tab is closed. */
export const untilClosed = makeValues(() => sessionStorage)
