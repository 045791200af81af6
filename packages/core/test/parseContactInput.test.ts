import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { parseContactInput } from "../src/request/parseContactInput.ts"

const fields = (input: unknown) => Result.getOrThrow(parseContactInput(input))
const problem = (input: unknown) => Result.getOrThrow(Result.flip(parseContactInput(input)))

describe("parseContactInput", () => {
  it("takes an address", () => {
    assert.deepStrictEqual(fields(" ada@example.com\n"), { email: "ada@example.com" })
    assert.deepStrictEqual(fields("{ada}@example.com"), { email: "{ada}@example.com" })
    assert.deepStrictEqual(fields("no address"), { email: "no address" })
    assert.deepStrictEqual(fields(""), { email: "" })
  })

  it("takes text that is not JSON as an email, with or without a name", () => {
    assert.deepStrictEqual(fields("\u200BAda Lovelace <ada@example.com> "), { email: "Ada Lovelace <ada@example.com>" })
  })

  it("takes JSON text of the object form", () => {
    const object = { email: "ada@example.com", metadata: { a: [1] } }
    assert.deepStrictEqual(fields(JSON.stringify(object)), object)
    assert.deepStrictEqual(fields(`\r\n ${JSON.stringify(object, null, 2)} `), object)
    assert.deepStrictEqual(fields("{}"), {})
  })

  it("takes an object as it is", () => {
    const object = { email: 1 }
    assert.strictEqual(fields(object), object)
  })

  it("keeps `__proto__` in JSON text as a property", () => {
    const text = '{"__proto__":{"email":"ada@example.com"}}'
    assert.deepStrictEqual(Object.keys(fields(text)), ["__proto__"])
    assert.isUndefined(fields(text)["email"])
  })

  it.each([
    ['{"email":"ada@example.com"', "it ends at line 1, column 27"],
    ['{"email":}', "unexpected } at line 1, column 10"],
    ["{'email':'ada@example.com'}", "unexpected ' at line 1, column 2"],
    ["{email}", "unexpected e at line 1, column 2"],
    ['{ "', "it ends at line 1, column 4"],
    ["{]}", "unexpected ] at line 1, column 2"],
    ['{"email":\n"a@example.com",}', "unexpected } at line 2, column 17"],
  ])("rejects %s, which is not JSON", (text, why) => {
    assert.deepStrictEqual(problem(text), {
      field: "contacts",
      code: "invalid_json",
      message: `looks like JSON but is not valid JSON: ${why}`,
    })
  })

  it("rejects text that is too long for JSON", () => {
    const tooLong = { field: "contacts", code: "too_long", message: "must be at most 262144 characters long" }
    assert.deepStrictEqual<unknown>(problem(`{"email":"${"a".repeat(262_144)}"}`), tooLong)
    assert.deepStrictEqual<unknown>(problem("a ".repeat(8_000_000)), tooLong)
  })

  it.each([[1], [null], [undefined], [true], [["ada@example.com"]], [() => "ada@example.com"]])(
    "refuses %s",
    (input) => {
      assert.deepStrictEqual(problem(input), {
        field: "contacts",
        code: "wrong_type",
        message: "must be a string or an object",
      })
    },
  )
})
