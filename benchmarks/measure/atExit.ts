const actions = new Set<() => void>()

process.once("exit", () => {
  for (const action of actions) action()
})

/** Does it when the process ends, whyever it does; what it answers takes that back. */
export const atExit = (action: () => void): (() => void) => {
  actions.add(action)
  return () => void actions.delete(action)
}
