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

  it("takes a mailbox, whose display name is two names", () => {
    const ada = { email: "ada@example.com", firstName: "Ada", lastName: "Lovelace" }
    assert.deepStrictEqual(fields(" Ada Lovelace <ada@example.com> "), ada)
    assert.deepStrictEqual(fields('"Lovelace, Ada" <ada@example.com>'), { ...ada, firstName: " Ada" })
    assert.deepStrictEqual(fields("ada@example.com (Ada)"), { email: "ada@example.com", firstName: "", lastName: "" })
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

  it.each(["Ada <ada>", "Lovelace, Ada <ada@example.com>", "a@example.com <b@example.com>, <c@example.com>", "(Ada)"])(
    "refuses %s, which is no mailbox",
    (text) => {
      const message = "must be an email address or a mailbox like Ada Lovelace <ada@example.com>"
      assert.deepStrictEqual(problem(text), { field: "email", code: "invalid_email", message })
    },
  )

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
