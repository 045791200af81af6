import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { splitDisplayName } from "../src/domain/DisplayName.ts"

describe("splitDisplayName", () => {
  it.each([
    ["Ada", "Ada", ""],
    ["Ada Lovelace", "Ada", "Lovelace"],
    ["Ada King Lovelace", "Ada King", "Lovelace"],
    ["Lovelace, Ada", "Ada", "Lovelace"],
    ["Lovelace, Ada, Countess", "Ada, Countess", "Lovelace"],
    ["Lovelace,", "", "Lovelace"],
    [", Ada", "Ada", ""],
    [" Ada\u3000Lovelace ", "Ada", "Lovelace"],
    ["", "", ""],
    ["Ada Lovelace, PhD", "Ada", "Lovelace, PhD"],
    ["Ada Lovelace, Ph. D.", "Ada", "Lovelace, Ph. D."],
    ["Ada Lovelace, M.D., Ph.D.", "Ada", "Lovelace, M.D., Ph.D."],
    ["Ada Lovelace, MBA PhD", "Ada", "Lovelace, MBA PhD"],
    ["Lovelace, Ada, PhD", "Ada", "Lovelace, PhD"],
    ["Lovelace, PhD, Ada", "Ada", "Lovelace, PhD"],
    ["Lovelace, PhD", "Lovelace, PhD", ""],
    ["Lovelace, MD", "Lovelace, MD", ""],
    ["John Smith, Jr.", "John", "Smith, Jr."],
    ["Smith, John, III", "John", "Smith, III"],
    ["Example Trading, Inc.", "Example", "Trading, Inc."],
    ["Example Trading, LLC,", "Example", "Trading, LLC"],
    ["Beispiel Handel, GmbH & Co. KG", "Beispiel", "Handel, GmbH & Co. KG"],
    ["Acme, Inc.", "Acme, Inc.", ""],
    ["Example Trading, S.A.", "Example", "Trading, S.A."],
    ["Example Trading, Pty Ltd", "Example", "Trading, Pty Ltd"],
    ["Müller, Dr.", "Müller, Dr.", ""],
    ["Müller, Dr. Jürgen", "Dr. Jürgen", "Müller"],
    ["Salinger, J.D.", "J.D.", "Salinger"],
    ["Rahman, Md.", "Md.", "Rahman"],
    ["Nguyen, Vi", "Vi", "Nguyen"],
    ["NGUYEN, DO", "DO", "NGUYEN"],
    ["Yo, Ma", "Ma", "Yo"],
    ["Silva, Junior", "Junior", "Silva"],
    ["Ada\nLovelace", "Ada\nLovelace", ""],
    [" Ada \u202ELovelace\n", "Ada \u202ELovelace", ""],
    ["Tolkien, J. R. R.", "J. R. R.", "Tolkien"],
  ])("makes of %j the first name %j and the last name %j", (displayName, firstName, lastName) => {
    assert.deepStrictEqual(splitDisplayName(displayName), { firstName, lastName })
  })

  it("loses nothing but white space and commas", () => {
    const letters = (text: string) => [...text.replace(/[\s,]/g, "")].sort().join("")
    const part = fc.constantFrom("a", "b", " ", "\t", ",", ", PhD", ", M.D.", "Ada", "é")
    fc.assert(
      fc.property(
        fc.array(part).map((parts) => parts.join("")),
        (displayName) => {
          const { firstName, lastName } = splitDisplayName(displayName)
          assert.strictEqual(letters(`${firstName}${lastName}`), letters(displayName))
        },
      ),
    )
  })
})
