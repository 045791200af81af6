import type { JsonObject } from "@bulk-contacts/core"
import fc from "fast-check"
import { storableText } from "./text.ts"

const key = fc.oneof(fc.constantFrom("__proto__", "constructor", "toJSON", "", "a.b", "$ref", "🔑"), storableText)

/** Goes through JSON text, which makes an own property of `__proto__`. */
const objectOf = (value: fc.Arbitrary<unknown>): fc.Arbitrary<JsonObject> =>
  fc
    .array(fc.tuple(key, value), { maxLength: 4 })
    .map((pairs) =>
      JSON.parse(`{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",")}}`),
    )

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, 1, -1.5, 1e21, 5e-324, Number.MAX_VALUE, Number.MAX_SAFE_INTEGER),
    storableText,
    fc.array(tie("value"), { maxLength: 4 }),
    objectOf(tie("value")),
  ),
}))

/** A JSON object that is within the limits, and is stored as it is. */
export const jsonObject: fc.Arbitrary<JsonObject> = objectOf(value)

/** A JSON object with `levels` levels, itself the first. */
export const nestedJson = (levels: number): JsonObject => (levels === 1 ? {} : { nested: nestedJson(levels - 1) })
