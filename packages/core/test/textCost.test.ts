import { assert, describe, it } from "@effect/vitest"
import { MAX_PROBLEMS, Problems } from "../src/domain/Problem.ts"
import { normalizeContact } from "../src/request/normalizeContact.ts"

/** What examines text, from the cheapest to the dearest. Its time grows with the text that it is given. */
const stringMethods = [
  "codePointAt",
  "includes",
  "isWellFormed",
  "match",
  "matchAll",
  "normalize",
  "replace",
  "replaceAll",
  "split",
  "toLowerCase",
  "toUpperCase",
  "trim",
] as const

interface Work {
  calls: number
  /** The longest text that was examined. */
  longest: number
}

/** Runs `normalize`, and counts the calls that examine text. */
const measure = (normalize: () => void): Work => {
  const work: Work = { calls: 0, longest: 0 }
  const restore: Array<() => void> = []
  const watch = (prototype: object, name: string, textOf: (self: unknown, first: unknown) => unknown) => {
    const original = Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor
    Object.defineProperty(prototype, name, {
      ...original,
      value(this: unknown, ...args: ReadonlyArray<unknown>) {
        work.calls++
        work.longest = Math.max(work.longest, String(textOf(this, args[0])).length)
        return original.value.apply(this, args)
      },
    })
    restore.push(() => Object.defineProperty(prototype, name, original))
  }
  try {
    for (const name of stringMethods) watch(String.prototype, name, (self) => self)
    for (const name of ["exec", "test"]) watch(RegExp.prototype, name, (_, text) => text)
    normalize()
  } finally {
    for (const undo of restore) undo()
  }
  return work
}

/** The work for a contact with this value. */
const workOf = (field: string, value: unknown): Work => {
  const contact = { email: "ada@example.com", [field]: value }
  return measure(() => normalizeContact(contact, {}, new Problems(MAX_PROBLEMS), "DE"))
}

const repeat = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)

/** Each kind of text: its field, its limit in UTF-16 units, and what it is made of. */
const kinds: ReadonlyArray<[name: string, field: string, limit: number, make: (length: number) => unknown]> = [
  ["a name of words", "firstName", 1020, (n) => repeat("ada ", n)],
  ["a name of combining marks", "firstName", 1020, (n) => repeat("a\u0301\u0323", n)],
  ["a name of invisible characters", "lastName", 1020, (n) => repeat("\u200b", n)],
  ["a source of spaces", "source", 1020, (n) => repeat(" a", n)],
  ["an address", "email", 4076, (n) => `${repeat("a", n - 12)}@example.com`],
  ["an address of marks", "email", 4076, (n) => `${repeat("a\u0323\u0301", n - 12)}@example.com`],
  ["a domain of Han characters", "email", 4076, (n) => `a@${repeat("漢", n - 2)}`],
  ["a domain of labels", "email", 4076, (n) => `a@${repeat("漢.", n - 2)}`],
  ["a mailbox of words", "email", 4076, (n) => `${repeat("ada ", n - 17)}<a@example.com>`],
  ["a mailbox of quotes", "email", 4076, (n) => `${repeat('"a" ', n - 17)}<a@example.com>`],
  ["a mailbox of comments", "email", 4076, (n) => `${repeat("(a) ", n - 17)}<a@example.com>`],
  ["a mailbox of open comments", "email", 4076, (n) => repeat("(", n)],
  ["a mailbox of commas", "email", 4076, (n) => `${repeat("a, ", n - 17)}<a@example.com>`],
  ["a mailbox of groups", "email", 4076, (n) => repeat("a:b;", n)],
  ["a mailbox of encoded words", "email", 4076, (n) => `${repeat("=?utf-8?q?a?= ", n - 17)}<a@example.com>`],
  ["addresses", "email", 4076, (n) => repeat("<a@b.example> ", n)],
  ["a phone number of digits", "phoneNumber", 256, (n) => `+${repeat("1", n - 1)}`],
  ["a phone number of zeros in parentheses", "phoneNumber", 256, (n) => repeat("49(0)", n)],
  ["a phone number of invisible characters", "phoneNumber", 256, (n) => repeat("\u200b1", n)],
  ["a phone number of apostrophes", "phoneNumber", 256, (n) => repeat("'", n)],
  ["a URL", "avatarUrl", 8192, (n) => `https://example.com/${repeat("a/../", n - 20)}`],
  ["a URL with a Han host", "avatarUrl", 8192, (n) => `https://${repeat("漢.", n - 8)}`],
  ["a contact type", "contactType", 1020, (n) => repeat("é\u200b", n)],
  ["an account id", "accountIds", 1020, (n) => [repeat("é\u200b", n)]],
  ["metadata", "metadata", 16_384, (n) => ({ a: repeat("é", n) })],
  ["custom field values", "customFieldValues", 16_384, (n) => [{ [repeat("é", n)]: 1 }]],
]

describe.each(kinds)("%s", (_name, field, limit, make) => {
  it("costs nothing far beyond its limit: only its length is read", () => {
    const { calls, longest } = workOf(field, make(100 * limit))
    assert.isAtMost(longest, limit)
    // As many calls as for the contact without it.
    assert.isAtMost(calls, workOf(field, null).calls + 10)
  })

  it("costs at most twice as much if it is twice as long", () => {
    for (let length = limit / 8; length <= 2 * limit; length *= 2) {
      const [half, whole] = [workOf(field, make(length / 2)), workOf(field, make(length))]
      assert.isAtMost(whole.calls, 2 * half.calls + 150, `${length} characters`)
    }
  })
})

/** How many objects of a global class `run` makes. */
const countMade = (name: "RegExp" | "RangeError", run: () => void): number => {
  const original = globalThis[name]
  let made = 0
  const counting = new Proxy(original, {
    construct: (target, args, newTarget) => {
      made++
      return Reflect.construct(target, args, newTarget)
    },
  })
  Object.assign(globalThis, { [name]: counting })
  try {
    run()
  } finally {
    Object.assign(globalThis, { [name]: original })
  }
  return made
}

/** Texts that no number is written like. The phone library compiles expressions for each that it is given. */
const hopeless: ReadonlyArray<[name: string, text: string]> = [
  ["60 digits", `+1${"4".repeat(60)}`],
  ["16 digits after +1", `+1${"4".repeat(16)}`],
  ["dashes and three digits", `+1${"-".repeat(50)}415`],
  ["digits in parentheses", `+${"(1) ".repeat(14)}`],
  ["zeros in parentheses", `+44${"(0)".repeat(7)}2071234567`],
  ["zeros", `${"00".repeat(20)}1`],
  ["a calling code that nobody has", "+99 (0) 99999999999"],
]

describe("A phone number", () => {
  const compiled = (text: string) => countMade("RegExp", () => workOf("phoneNumber", text))

  it.each(hopeless)("that is hopeless is rejected without the library: %s", (_name, text) => {
    assert.strictEqual(compiled(text), 0)
  })

  it("that has a national prefix is left to the library", () => {
    assert.isAbove(compiled("+1 1 415 555 2671"), 0)
  })
})

it("a domain whose labels encode nothing is rejected without an exception for each", () => {
  for (const text of ["9".repeat(50), "z".repeat(50), "a9".repeat(20)]) {
    const domain = `${`xn--${text}.`.repeat(4)}com`
    assert.strictEqual(
      countMade("RangeError", () => workOf("email", `a@${domain}`)),
      0,
      domain,
    )
  }
})

it("a mailbox has at most 400 tokens, which are enough for a name of 255 characters", () => {
  const read = (email: string) => {
    const problems = new Problems(MAX_PROBLEMS)
    const contact = normalizeContact({ email }, {}, problems)
    return { contact, code: problems.items[0]?.code }
  }
  const name = repeat("a ", 255)
  assert.strictEqual(read(`${name} <ada@example.com>`).contact?.email, "ada@example.com")
  const encoded = Array.from({ length: 150 }, () => "=?utf-8?q?a?=").join(" ")
  assert.strictEqual(read(`${encoded} <ada@example.com>`).contact?.firstName, "a".repeat(150))
  assert.strictEqual(read(`"x" ${repeat("a ", 300)} <ada@example.com>`).code, "too_long")
  assert.strictEqual(read(`${repeat("a, ", 1200)}<ada@example.com>`).code, "invalid_email")
  assert.isBelow(workOf("email", `${repeat("a, ", 4000)}<ada@example.com>`).calls, 1500)
})
