/**
 * A copy of a value that is equal to another's copy if both have the same content: arrays of drivers are subclasses, and
 * runners like Jest have prototypes of their own for each test file.
 */
export const comparable = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value)) return Array.from(value, comparable)
  if (isA<Date>(value, "Date")) return new Date(value.getTime())
  if (isA<Set<unknown>>(value, "Set")) return new Set(Array.from(value, comparable))
  if (isA<Map<unknown, unknown>>(value, "Map")) {
    return new Map(Array.from(value, ([key, item]) => [comparable(key), comparable(item)] as const))
  }
  // What tells one class of values from another is not a property of their own.
  const inherited = ["_tag", "message"].filter((name) => name in value)
  const names = new Set([...inherited, ...Object.keys(value)])
  return Object.fromEntries(Array.from(names, (name) => [name, comparable(value[name as keyof typeof value])]))
}

const isA = <A>(value: object, name: string): value is A & object =>
  Object.prototype.toString.call(value) === `[object ${name}]`
