/** `util.inspect` of Node.js. Deno and Bun pass theirs. */
export type Inspect = (value: unknown, options: object) => string

/** Lets `console.log` show name, message and stack, as for any other error. Effect would show the fields alone. */
export const inspectAsError = (error: Error, options: object | undefined, inspect: Inspect | undefined): unknown =>
  inspect?.(error, { ...options, customInspect: false }) ?? error.stack
