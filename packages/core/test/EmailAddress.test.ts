import { times } from "@bulk-contacts/test-support/times"
import { address, spelled, spelledTwice } from "@bulk-contacts/testing/internal/generators/email"
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import fc from "fast-check"
import { toASCII } from "tr46"
import validator from "validator/lib/isEmail.js"
import { localPartOf, normalizeEmailAddress } from "../src/domain/EmailAddress.ts"
import {
  anyText,
  assertIdempotent,
  assertLongest,
  assertStorable,
  refusal,
  rejection,
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
    "。",
    "l·l",
    "ᎣᏏᏲ",
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
  const [quoted, domain] = [text.slice(0, text.lastIndexOf("@")), text.slice(text.lastIndexOf("@") + 1)]
  const localPart = /^"[^\s"(),:;<>@[\\\].]+(\.[^\s"(),:;<>@[\\\].]+)*"$/.test(quoted) ? quoted.slice(1, -1) : quoted
  if (/\s|ſ/.test(localPart)) return null
  const options = { checkBidi: true, checkHyphens: false, checkJoiners: true, useSTD3ASCIIRules: true }
  const address = `${localPart}@${toASCII(domain, options)}`
  return validator.default(address) && new TextEncoder().encode(address).length <= 254 ? address : null
}

const invisible = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/u

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
      fc.property(spelled(address), ({ email, spelling, undecorated }) => {
        assert.strictEqual(valid(normalizeEmailAddress(spelling)), email)
        assert.strictEqual(valid(normalizeEmailAddress(undecorated)), email)
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
    assertIdempotent(normalizeEmailAddress, almostCommon)
  })

  it("does not depend on the form, the case and what surrounds the address", () => {
    fc.assert(
      fc.property(addressLike, (text) => {
        const normalized = normalizeEmailAddress(text)
        const at = text.lastIndexOf("@")
        for (const spelling of [
          text.normalize("NFC"),
          text.normalize("NFD"),
          text.slice(0, at).toLowerCase() + text.slice(at),
          `\u3000\u200B${text}\r\n\u202C`,
        ]) {
          assert.deepStrictEqual(normalizeEmailAddress(spelling), normalized)
        }
      }),
      runs,
    )
  })

  it("accepts nothing that cannot be seen, stored or sent to, and no symbol outside ASCII", () => {
    fc.assert(
      fc.property(addressLike, (text) => {
        const normalized = normalizeEmailAddress(text)
        if (Result.isFailure(normalized)) return
        const email = normalized.success
        assert.match(email.slice(email.lastIndexOf("@")), /^@[a-z0-9.-]+$/)
        assert.notMatch(email, invisible)
        assert.notMatch(email, /\p{Cc}/u)
        // The last four are valid by name (RFC 8264 §9.6).
        assert.match(email, /^(?:[!-~]|[\p{L}\p{M}\p{Nd}]|[\u06FD\u06FE\u0F0B\u3007])+$/u)
        assert.strictEqual(email.normalize("NFC"), email)
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
    ["İ@İ.example.com", "i@i.example.com"],
    ["AL\u0130@example.com", "ali@example.com"],
    ["ALI\u0307@example.com", "ali@example.com"],
    ["ali\u0307@example.com", "ali@example.com"],
    ["\u212Aelvin@example.com", "kelvin@example.com"],
    ["a@example．com", "a@example.com"],
    ["ａｄａ＋ｘ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ada+x@example.com"],
    ["ｱｶﾞ@example.com", "アガ@example.com"],
    ["a@例え。jp", "a@xn--r8jz45g.jp"],
    ["a@例え｡jp", "a@xn--r8jz45g.jp"],
    ["%41+tag@example.com", "%41+tag@example.com"],
    ['"Ada.L"@Example.com', "ada.l@example.com"],
    ['"\\A\\d\\a"@example.com', "ada@example.com"],
    ['"ada,\\l"@example.com', '"ada,l"@example.com'],
    ['"a\\"b\\\\"@example.com', '"a\\"b\\\\"@example.com'],
    ['"a@b"@BÜCHER.example', '"a@b"@xn--bcher-kva.example'],
    ["mailto:ada@example.com", "ada@example.com"],
    ["MAILTO:ada%2Bx@example.com", "ada+x@example.com"],
    ["mailto:j%C3%BCrgen@example.com", "jürgen@example.com"],
    ["<ada@example.com>", "ada@example.com"],
    ["\u200B< mailto:ada@example.com >\u00AD", "ada@example.com"],
    ["ada@xn--parallel-koa.example", "ada@xn--parallel-koa.example"],
    ["ada@paral·lel.example", "ada@xn--parallel-koa.example"],
    ["ada@क्\u200Cष.example", `ada@${toASCII("क्\u200Cष.example")}`],
    ["ada@نامه\u200Cای.example", `ada@${toASCII("نامه\u200Cای.example")}`],
    ["ada@क्\u200Dष.example", `ada@${toASCII("क्\u200Dष.example")}`],
    ["ada@ᎣᏏᏲ.example", `ada@${toASCII("ᎣᏏᏲ.example")}`],
    ["〇@example.com", "〇@example.com"],
    ["٣@example.com", "٣@example.com"],
  ])("makes of %s %s", (spelling, email) => {
    assert.strictEqual(valid(normalizeEmailAddress(spelling)), email)
  })

  it.each([
    ["", "is required"],
    [" \t\u200B", "is required"],
    ["<>", "is required"],
    ["mailto:", "is required"],
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
    [".a@example.com", "must be an email address"],
    ["mailto:ada@example.com?subject=x", "must be an email address"],
    ["mailto:ada%zz@example.com", "must be an email address"],
    ["ada@example.com,grace@example.com", "must be an email address"],
    ['"ada@example.com', "must be an email address"],
    ["a b@example.com", "must not contain white space (U+0020)"],
    ["a@exam\u3000ple.com", "must not contain white space (U+3000)"],
    ['"a\nBcc: b"@example.com', "must not contain white space (U+000A)"],
    ['"\u0001"@example.com', "must not contain U+0001"],
    ["“ada@example.com”", only("“", "U+201C")],
    ["o’brien@example.com", only("’", "U+2019")],
    ["ada…@example.com", only("…", "U+2026")],
    ["😀@example.com", only("😀", "U+1F600")],
    ["ada€@example.com", only("€", "U+20AC")],
    ["a—b@example.com", only("—", "U+2014")],
    ["a·b@example.com", only("·", "U+00B7")],
    ["ﬁona@example.com", compatibility("ﬁ", "U+FB01")],
    ["a²@example.com", compatibility("²", "U+00B2")],
    ["ſa@example.com", compatibility("ſ", "U+017F")],
    ["№1@example.com", only("№", "U+2116")],
    ["ada@example.com”", inDomain("”", "U+201D")],
    ["ada@😀.example", inDomain("😀", "U+1F600")],
    ["ada@xn--e28h.example", inDomain("😀", "U+1F600")],
    ["ada@ﬁrma.example", inDomain("ﬁ", "U+FB01")],
    ["ada@a·b.example", inDomain("·", "U+00B7")],
    ["ada@ⓔxample.com", inDomain("ⓔ", "U+24D4")],
    ["ada@☃.example", inDomain("☃", "U+2603")],
    ["ada@\u05F3ב.example", inDomain("׳", "U+05F3")],
    ["ada@a\u0375b.example", inDomain("͵", "U+0375")],
    ["ada@a\u30FBb.example", inDomain("・", "U+30FB")],
    ["ada@\u0661\u06F1.example", inDomain("١", "U+0661")],
    ["ada@\u0628\u0640\u0628.example", inDomain("ـ", "U+0640")],
    ["\u0628\u0640\u0628@example.com", only("ـ", "U+0640")],
    ["\u1100@example.com", only("ᄀ", "U+1100")],
    ["ada@xn--.com", "must have a valid domain"],
    ["ada@xn--a-ecp.ru", "must have a valid domain"],
    ["ada@xn--a.com", "must have a valid domain"],
    ["ada@\u0301a.com", "must have a valid domain"],
  ])("rejects %j: %s", (text, message) => {
    assert.strictEqual(refusal(normalizeEmailAddress(text)), message)
  })

  it("rejects what is invisible inside, and names it", () => {
    for (const point of ["\u200B", "\u00AD", "\u202A", "\u2060", "\u200E", "\u3164", "\u2800", "\uFE0F", "\u061C"]) {
      for (const text of [`a${point}da@example.com`, `ada${point}@example.com`, `ada@${point}example.com`]) {
        assert.deepStrictEqual(rejection(normalizeEmailAddress(text)), {
          code: "invisible_character",
          message: `must not contain U+${point.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}, which is invisible`,
        })
      }
    }
    for (const joiner of ["\u200C", "\u200D"]) {
      for (const text of [`a${joiner}da@example.com`, `ada@a${joiner}b.example`]) {
        assert.strictEqual(rejection(normalizeEmailAddress(text)).code, "invisible_character")
      }
    }
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
    const tooLong = (domain: string) => rejection(normalizeEmailAddress(`a@${domain}`))
    for (const end of ["com", "рф"]) {
      assert.deepStrictEqual(tooLong(`${`${label}.`.repeat(4)}${end}`), {
        code: "too_long",
        message: "must have at most 255 characters after the @",
      })
      assert.deepStrictEqual(tooLong(`${"b".repeat(64)}.${end}`), {
        code: "too_long",
        message: "must have at most 63 characters between the dots after the @",
      })
    }
    assert.strictEqual(tooLong(`${"é".repeat(62)}.com`).code, "too_long")
    assert.strictEqual(tooLong(`${"ü.".repeat(110)}com`).code, "too_long")
    assert.strictEqual(tooLong("a".repeat(1_000_000)).code, "too_long")
  })

  it("rejects NUL and lone surrogates", () => assertStorable(normalizeEmailAddress, "ada@example.com"))
})

function only(character: string, name: string): string {
  return `must not contain ${name} (${character}) before the @: outside ASCII, only letters, marks and digits are allowed`
}

function compatibility(character: string, name: string): string {
  return `must not contain ${name} (${character}) before the @: write it as the letters it stands for`
}

function inDomain(character: string, name: string): string {
  return `must not contain ${name} (${character}) after the @: it is not allowed in a domain`
}
