/** Throws a `TypeError` that says what to pass, if an argument lacks a method: JavaScript programs have no compiler. */
export const requireMethods = (name: string, type: string, argument: unknown, methods: ReadonlyArray<string>): void => {
  const has = (method: string) => typeof Object(argument)[method] === "function"
  if (!methods.every(has)) throw new TypeError(`${name} must be a ${type}: it has no ${methods.find((m) => !has(m))}()`)
}
