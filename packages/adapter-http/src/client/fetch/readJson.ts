/** Returns a value as the type that it must have, without properties that the type does not have. Throws if it is not one. */
export type Read<A> = (value: unknown) => A

const mismatch = (expected: string): never => {
  throw new TypeError(`expected ${expected}`)
}

export const text: Read<string> = (value) => (typeof value === "string" ? value : mismatch("text"))

export const finite: Read<number> = (value) =>
  typeof value === "number" && Number.isFinite(value) ? value : mismatch("a number")

export const natural: Read<number> = (value) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : mismatch("a natural number")

export const literal =
  <A extends string>(expected: A): Read<A> =>
  (value) =>
    value === expected ? expected : mismatch(expected)

export const optional =
  <A>(read: Read<A>): Read<A | undefined> =>
  (value) =>
    value === undefined ? undefined : read(value)

export const listOf =
  <A>(read: Read<A>): Read<ReadonlyArray<A>> =>
  (value) =>
    Array.isArray(value) ? value.map(read) : mismatch("a list")

/** Reads an object by the fields of its type: a field that is forgotten does not compile. */
export const struct = <A extends object>(fields: { readonly [K in keyof A]-?: Read<A[K]> }): Read<A> => {
  const entries: ReadonlyArray<[string, Read<unknown>]> = Object.entries(fields)
  return (value) => {
    const properties = requireObject(value)
    const result: Record<string, unknown> = {}
    for (const [name, read] of entries) {
      const field = read(Object.hasOwn(properties, name) ? properties[name] : undefined)
      if (field !== undefined) result[name] = field
    }
    return result as A
  }
}

export const requireObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : mismatch("an object")
