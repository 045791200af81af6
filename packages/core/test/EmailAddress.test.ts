import { times } from "@bulk-contacts/test-support/times"
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import fc from "fast-check"
import { toASCII } from "tr46"
import validator from "validator/lib/isEmail.js"
import { localPartOf, normalizeEmailAddress } from "../src/domain/EmailAddress.ts"
import { address, spelled, spelledTwice } from "../src/testing/generators/email.ts"
import {
  anyText,
  assertIdempotent,
  assertLongest,
  assertStorable,
  refusal,
  runs,
  valid,
} from "./support/normalization.ts"

const domainLabel = fc.oneof(
  anyText,
  fc.constantFrom(
    "xn--bcher-kva",
    "XN--BCHER-KVA",
    "xn--",
    "xn--a",
    "xn--a-ecp",
    "ΕΛΛΆΣ",
    "ελλάς",
    "ß",
    "ẞ",
    "İ",
    "。",
  ),
)
const addressLike = fc
  .tuple(anyText, fc.array(domainLabel, { minLength: 1, maxLength: 2 }), fc.constantFrom(".com", ".рф", "。jp", ""))
  .map(([localPart, labels, end]) => `${localPart}@${labels.join(".")}${end}`)

/** Addresses of which about half are valid, at the limits of what is. */
const almostCommon = (() => {
  const units = fc.constantFrom(..."aZ09_!#$%&'*+-/=?^`{|}~", ".", ".", '"', "(", ",", " ", "@", "\u212A", "ſ", "é")
  const localPart = fc.oneof(
    fc.string({ unit: units, minLength: 1, maxLength: 4 }),
    fc.integer({ min: 62, max: 66 }).map((length) => "a".repeat(length)),
  )
  const edges = [
    "a",
    "B2",
    "0",
    "a-b",
    "a--b",
    "ab--c",
    "-a",
    "a-",
    "a_b",
    "",
    "xn--",
    "xn--a",
    "XN--BCHER-KVA",
    "axn--b",
  ]
  const label = fc.oneof(
    fc.constantFrom(...edges),
    fc
      .tuple(fc.constantFrom("b", "3", "b-b"), fc.integer({ min: 60, max: 64 }))
      .map(([unit, n]) => unit.repeat(n).slice(0, n)),
  )
  const end = fc.constantFrom(
    "com",
    "CO",
    "c",
    "c0m",
    "co-m",
    "42",
    "xn--p1ai",
    "xnab",
    "c".repeat(63),
    "c".repeat(64),
    "ｃom",
    "com.",
  )
  return fc
    .tuple(localPart, fc.array(label, { maxLength: 4 }), end)
    .map(([localPart, labels, end]) => `${localPart}@${[...labels, end].join(".")}`)
})()

/** The rule without any shorter way: what the libraries say of the whole address, but that its limits are in bytes. */
const byTheLibraries = (input: string): string | null => {
  const text = input.trim().normalize("NFC").toLowerCase().normalize("NFC")
  const [localPart, domain] = [text.slice(0, text.lastIndexOf("@")), text.slice(text.lastIndexOf("@") + 1)]
  const options = { checkBidi: true, checkHyphens: false, checkJoiners: true, useSTD3ASCIIRules: true }
  const address = `${localPart}@${toASCII(domain, options)}`
  return validator.default(address) && new TextEncoder().encode(address).length <= 254 ? address : null
}

describe("normalizeEmailAddress", () => {
  it("accepts what the libraries accept, and makes of it what they do", () => {
    fc.assert(
      fc.property(almostCommon, (text) => {
        assert.strictEqual(Result.getOrNull(normalizeEmailAddress(text)), byTheLibraries(text))
      }),
      { numRuns: times(1000, 10_000) },
    )
  })

  it("brings every spelling of one address to the same string", () => {
    for (const spelling of ["Ada@BÜCHER.example", " ada@xn--bcher-kva.example\t", "ADA@bu\u0308cher.example"]) {
      assert.strictEqual(valid(normalizeEmailAddress(spelling)), "ada@xn--bcher-kva.example")
    }
    fc.assert(
      fc.property(spelled(address), ({ email, spelling }) => {
        assert.strictEqual(valid(normalizeEmailAddress(spelling)), email)
      }),
      runs,
    )
  })

  it("makes two spellings of one address meet", () => {
    fc.assert(
      fc.property(spelledTwice, ([one, other]) => {
        assert.deepStrictEqual(normalizeEmailAddress(one.spelling), normalizeEmailAddress(other.spelling))
      }),
      runs,
    )
  })

  it("is idempotent", () => {
    assertIdempotent(normalizeEmailAddress, addressLike)
    assertIdempotent(normalizeEmailAddress, fc.emailAddress())
  })

  it("does not depend on the form, the case and the white space around", () => {
    fc.assert(
      fc.property(addressLike, (text) => {
        const normalized = normalizeEmailAddress(text)
        for (const spelling of [
          text.normalize("NFC"),
          text.normalize("NFD"),
          text.toLowerCase(),
          `\u3000${text}\r\n`,
        ]) {
          assert.deepStrictEqual(normalizeEmailAddress(spelling), normalized)
        }
      }),
      runs,
    )
  })

  it("accepts what is an address, and nothing that could not be stored or sent to", () => {
    fc.assert(
      fc.property(addressLike, (text) => {
        const normalized = normalizeEmailAddress(text)
        if (Result.isFailure(normalized)) return
        const email = normalized.success
        assert.match(email.slice(email.lastIndexOf("@")), /^@[a-z0-9.-]+$/)
        assert.notMatch(email, /\p{Cc}/u)
        assert.isTrue(email.isWellFormed())
        assert.strictEqual(localPartOf(email), email.slice(0, email.lastIndexOf("@")))
      }),
      runs,
    )
  })

  it.each([
    ["J\u030C@example.com", "\u01F0@example.com"],
    ["Οδός@ΠΑΡΆΔΕΙΓΜΑ.example", "οδός@xn--hxajbheg2az3al.example"],
    ["STRASSE@faß.example", "strasse@xn--fa-hia.example"],
    ["straße@FAẞ.example", "straße@xn--fa-hia.example"],
    ["İ@example.com", "i\u0307@example.com"],
    ["\u212Aelvin@example.com", "kelvin@example.com"],
    ["a@example．com", "a@example.com"],
    ["a@例え。jp", "a@xn--r8jz45g.jp"],
    ["a@ＥＸＡＭＰＬＥ.com", "a@example.com"],
    ["a@\u00ADexam\u200Bple.com", "a@example.com"],
    ["%41+tag@example.com", "%41+tag@example.com"],
    ['"Ada L"@Example.com', '"ada l"@example.com'],
    ['"a@b"@BÜCHER.example', '"a@b"@xn--bcher-kva.example'],
  ])("makes of %s %s", (spelling, email) => {
    assert.strictEqual(valid(normalizeEmailAddress(spelling)), email)
  })

  it.each([
    ["", "is required"],
    [" \t", "is required"],
    ["ada", "must be an email address"],
    ["@example.com", "must be an email address"],
    ["ada@", "must be an email address"],
    ["ada@localhost", "must be an email address"],
    ["ada@example.com.", "must be an email address"],
    ["ada@-example.com", "must be an email address"],
    ["ada@exam_ple.com", "must be an email address"],
    ["ada@ex%61mple.com", "must be an email address"],
    ["ada@[127.0.0.1]", "must be an email address"],
    ["a..b@example.com", "must be an email address"],
    ["a b@example.com", "must be an email address"],
    ["a＠example.com", "must be an email address"],
    ["mailto:ada@example.com", "must be an email address"],
    ["ada@example.com,grace@example.com", "must be an email address"],
    ['"a\nBcc: b"@example.com', "must be an email address"],
    ['"\u0001"@example.com', "must be an email address"],
    ["ada@xn--.com", "must have a valid domain"],
    ["ada@xn--a-ecp.ru", "must have a valid domain"],
    ["ada@xn--a.com", "must have a valid domain"],
    ["ada@a\u0338＜.com", "must have a valid domain"],
  ])("refuses %j: %s", (text, message) => {
    assert.strictEqual(refusal(normalizeEmailAddress(text)), message)
  })

  it("has exact limits, in bytes", () => {
    const example = (localPart: string) => `${localPart}@example.com`
    assertLongest(normalizeEmailAddress, (n) => example("a".repeat(n)), 64, "must have at most 64 bytes before the @")
    assert.strictEqual(valid(normalizeEmailAddress(example("é".repeat(32)))), example("é".repeat(32)))
    assert.strictEqual(
      refusal(normalizeEmailAddress(example(`${"é".repeat(32)}a`))),
      "must have at most 64 bytes before the @",
    )
    const label = "b".repeat(63)
    const domain = (n: number) => `${label}.${label}.${label}.${"c".repeat(n - 192)}`
    assertLongest(normalizeEmailAddress, (n) => `a@${domain(n - 2)}`, 254, "must be at most 254 bytes long")
    assert.strictEqual(refusal(normalizeEmailAddress(`a@${domain(256)}`)), "must have at most 255 bytes after the @")
    assert.strictEqual(refusal(normalizeEmailAddress(`a@${"b".repeat(64)}.com`)), "must be an email address")
  })

  it("refuses NUL and lone surrogates", () => assertStorable(normalizeEmailAddress, "ada@example.com"))

  it("takes no longer for longer text than its length", () => {
    for (const unit of ["a", "@", ".", "a.", "xn--", '"', '\\"', " ", "\u0301", "é", "。"]) {
      const text = unit.repeat(200_000)
      for (const spelling of [text, `${text}@example.com`, `"${text}"@example.com`, `a@${text}.com`, `"${text}`]) {
        assert.isTrue(Result.isFailure(normalizeEmailAddress(spelling)))
      }
    }
  })
})
