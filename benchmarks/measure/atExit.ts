const actions = new Set<() => void>()

process.once("exit", () => {
  for (const action of actions) action()
})

/** Runs `action` when the process exits, for whatever reason. The function it returns cancels that. */
export const atExit = (action: () => void): (() => void) => {
  actions.add(action)
  return () => void actions.delete(action)
}
