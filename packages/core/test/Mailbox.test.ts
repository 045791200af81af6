import { times } from "@bulk-contacts/test-support/times"
import { givenMailbox, suffixedMailbox } from "@bulk-contacts/testing/internal/generators/mailbox"
import { personName } from "@bulk-contacts/testing/internal/generators/text"
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import emailAddresses from "email-addresses"
import fc from "fast-check"
import { splitDisplayName } from "../src/domain/DisplayName.ts"
import { normalizeEmailAddress } from "../src/domain/EmailAddress.ts"
import { parseMailbox } from "../src/domain/Mailbox.ts"
import { normalizePersonName } from "../src/domain/PersonName.ts"
import { readEmail } from "../src/request/readEmail.ts"
import { rejection, runs, valid } from "./support/normalization.ts"

const token = fc.constantFrom(
  ..."ab.,;:<>@()[]\"' \\-+=?_{}|~éΩ中\u00A0\u3000\u200B\u2028\u0301\t\n\u0085\u0001/!#$%&*^😀",
  "ada@example.com",
  "<ada@example.com>",
  "Ada",
  '\\"',
  "\\\\",
  '" "',
  "(c)",
  "(c (d))",
  "=?utf-8?q?a?=",
)
const tokens = fc.array(token, { maxLength: 8 }).map((parts) => parts.join(""))

const mailboxLike = fc.oneof(
  tokens.map((name) => `${name}<ada@example.com>`),
  tokens.map((name) => `"${name}" <ada@example.com>`),
  tokens.map((name) => `Ada "${name}" Lovelace <ada@example.com>`),
  tokens.map((localPart) => `Ada <${localPart}@example.com>`),
  tokens.map((label) => `Ada <ada@${label}.com>`),
  tokens.map((comment) => `ada@example.com (${comment})`),
  tokens,
)

const namesOf = (text: string) => {
  const { email, displayName } = valid(readEmail(text))
  const { firstName, lastName } = splitDisplayName(displayName)
  return { email, firstName: valid(normalizePersonName(firstName)), lastName: valid(normalizePersonName(lastName)) }
}

const letters = (text: string) => text.replace(/[\s\u0085\u200B]/g, "")

describe("parseMailbox", () => {
  it.each([
    ["ada@example.com", "ada@example.com", ""],
    ["ada", "ada", ""],
    ["Ada Lovelace <ada@example.com>", "ada@example.com", "Ada Lovelace"],
    ["Ada Lovelace<ada@example.com>", "ada@example.com", "Ada Lovelace"],
    ["<ada@example.com>", "ada@example.com", ""],
    ['"" <ada@example.com>', "ada@example.com", ""],
    ['"Lovelace, Ada" <ada@example.com>', "ada@example.com", "Lovelace, Ada"],
    ["Lovelace, Ada <ada@example.com>", "ada@example.com", "Lovelace, Ada"],
    ["Lovelace, Ada, PhD <ada@example.com>", "ada@example.com", "Lovelace, Ada, PhD"],
    ['"Ada \\"The Countess\\" \\\\o/" <ada@example.com>', "ada@example.com", 'Ada "The Countess" \\o/'],
    ['Ada "The Countess" Lovelace <ada@example.com>', "ada@example.com", "Ada The Countess Lovelace"],
    ["Владимир 李 <ada@bücher.example>", "ada@bücher.example", "Владимир 李"],
    ["O'Neil-Smith <o'neil+x@example.com>", "o'neil+x@example.com", "O'Neil-Smith"],
    ["Ada K. Lovelace <ada@example.com>", "ada@example.com", "Ada K. Lovelace"],
    ["Ada @ Example [Sales] <ada@example.com>", "ada@example.com", "Ada @ Example [Sales]"],
    ["'Ada Lovelace' <ada@example.com>;", "ada@example.com", "Ada Lovelace"],
    ["\"'Ada O'Neil'\" <ada@example.com>", "ada@example.com", "Ada O'Neil"],
    ["'Lovelace, Ada' <ada@example.com>", "ada@example.com", "Lovelace, Ada"],
    ["“Ada Lovelace” <ada@example.com>", "ada@example.com", "Ada Lovelace"],
    ["„Ada Lovelace“ <ada@example.com>", "ada@example.com", "Ada Lovelace"],
    ["«Ada» <ada@example.com>", "ada@example.com", "Ada"],
    ["Ada (of London) <ada@example.com>", "ada@example.com", "Ada"],
    ["ada@example.com (Ada)", "ada@example.com", "Ada"],
    ["ada@example.com(Ada \\(the\\) (Countess))", "ada@example.com", "Ada (the) (Countess)"],
    ["<ada@example.com> (Ada)", "ada@example.com", "Ada"],
    ["ada(work)@example(x).com (Ada)", "ada@example.com", "Ada"],
    ["Ada\r\n Lovelace <ada@example.com>", "ada@example.com", "Ada Lovelace"],
    ["Ada\nLovelace <ada@example.com>", "ada@example.com", "Ada\nLovelace"],
    ["(c) ada(c)@example(c).com", "ada@example.com", ""],
    ["(c) <ada@example.com>", "ada@example.com", ""],
    ["(née Byron), Ada <ada@example.com>", "ada@example.com", "Ada"],
    ["Ada < ada@example.com >", " ada@example.com ", "Ada"],
    ["Ada <(c)ada@example.com(d)>", "ada@example.com", "Ada"],
    ['Ada <(c (d \\) (e)))ada(>)@(")example.com>', "ada@example.com", "Ada"],
    ['Ada <"ada l"@example.com>', '"ada l"@example.com', "Ada"],
    ['Ada <"a>b"@example.com>', '"a>b"@example.com', "Ada"],
    ['Ada <"a\\"b\\\\"@example.com>', '"a\\"b\\\\"@example.com', "Ada"],
    ['"a,b;c"@example.com', '"a,b;c"@example.com', ""],
    ['"a@b"@example.com', '"a@b"@example.com', ""],
    ["ada@example.com,", "ada@example.com", ""],
    ["ada@example.com ; ,", "ada@example.com", ""],
    ["Ada <ada@example.com> , ;", "ada@example.com", "Ada"],
    ["ada@example.com <ada@example.com>", "ada@example.com", ""],
    ["ada@example.com<mailto:ADA@example.com>", "mailto:ADA@example.com", ""],
    ["'Ada@Example.com' <ada@example.com>", "ada@example.com", ""],
    ['"ada@example.com" <ada@example.com>', "ada@example.com", ""],
    ["ada@example.com (ADA@example.com)", "ada@example.com", ""],
    ['"grace@example.com via Sales" <ada@example.com>', "ada@example.com", "grace@example.com via Sales"],
    ["=?UTF-8?Q?J=C3=BCrgen_M=C3=BCller?= <a@example.com>", "a@example.com", "Jürgen Müller"],
    ["=?utf-8?b?SsO8cmdlbg==?= =?UTF-8?Q?_M=C3=BCller?= <a@example.com>", "a@example.com", "Jürgen Müller"],
    ["=?utf-8?q?J=C3?=  =?utf-8?q?=BCrgen?= M. <a@example.com>", "a@example.com", "Jürgen M."],
    ["=?iso-8859-1?q?J=FCrgen?= <a@example.com>", "a@example.com", "Jürgen"],
    ["=?windows-1252*de?Q?=80uro?= <a@example.com>", "a@example.com", "€uro"],
    ["=?ISO-2022-JP?B?GyRCOzNFRBsoQg==?= <a@example.com>", "a@example.com", "山田"],
    ['"=?UTF-8?Q?M=C3=BCller,_J?=" <a@example.com>', "a@example.com", "Müller, J"],
    ["=?UTF-8?Q?Müller,?= <a@example.com>", null, null],
    ["=?UTF-8?Q?A,_(B)?= <a@example.com>", "a@example.com", "A, (B)"],
    ["1 =? 2 <a@example.com>", "a@example.com", "1 =? 2"],
    ["a@example.com (=?utf-8?q?J=C3=BCrgen?=)", "a@example.com", "Jürgen"],
  ])("reads %s", (text, address, displayName) => {
    const mailbox = parseMailbox(text)
    if (address === null) assert.isTrue(Result.isFailure(mailbox))
    else assert.deepStrictEqual(valid(mailbox), { address, displayName })
  })

  it.each([
    ["ada@example.com, grace@example.com", 2],
    ["ada@example.com; grace@example.com; alan@example.com", 3],
    ["Ada <ada@example.com>, Grace <grace@example.com>", 2],
    ["Ada <ada@example.com> <grace@example.com>", 2],
    ["ada@example.com <grace@example.com>", 2],
    ["(work) ada@example.com grace@example.com", 2],
    ["ada@example.com, Grace <grace@example.com>", 2],
  ])("rejects %s, and counts its addresses", (text, count) => {
    assert.deepStrictEqual(rejection(parseMailbox(text)), {
      code: "multiple_addresses",
      message: `must have exactly one address, not ${count}: send each contact as a separate item`,
    })
  })

  const notClosed = "has an unmatched quote, parenthesis or angle bracket"
  const notAMailbox = "must be an email address or a mailbox like Ada Lovelace <ada@example.com>"
  it.each([
    ["Ada <ada@example.com", notClosed],
    ["ada@example.com>", notClosed],
    ["<<ada@example.com>>", notClosed],
    ['"Ada <ada@example.com>', notClosed],
    ["Ada (of London <ada@example.com>", notClosed],
    ["Ada <ada@example.com (of London>", notClosed],
    ["Ada <ada@example.com) (of London>", notClosed],
    ["ada@example.com (Ada))", notClosed],
    ["Ada >", notClosed],
    ["()", notAMailbox],
    [",", notAMailbox],
    ["Lovelace, Ada", notAMailbox],
    ["Ada <ada@example.com> Lovelace", notAMailbox],
    ["ada@example.com, Ada Lovelace", notAMailbox],
    ["Ada Lovelace, ada@example.com", notAMailbox],
    ["Lovelace; Ada <ada@example.com>", notAMailbox],
    ["<Ada Lovelace> ada@example.com", notAMailbox],
    ["ada@example.com <Ada Lovelace>", notAMailbox],
    ["Ada <>", notAMailbox],
    ["Authors: Ada <ada@example.com>;", notAMailbox],
    ["undisclosed-recipients:;", notAMailbox],
  ])("rejects %j", (text, message) => {
    assert.deepStrictEqual(rejection(parseMailbox(text)), { code: "invalid_email", message })
  })

  it.each(["=?utf-8?q?=C3?=", "=?utf-8?b?*?=", "=?x-unknown?q?a?=", "=?utf-8?q?=G1?=", "=?utf-8?q?é?="])(
    "rejects the encoded word %s, which cannot be decoded",
    (word) => {
      assert.strictEqual(rejection(parseMailbox(`${word} <ada@example.com>`)).code, "invalid_encoding")
    },
  )

  it("reads every dialect", () => {
    fc.assert(
      fc.property(fc.oneof(givenMailbox, suffixedMailbox), ({ text, email, firstName, lastName }) => {
        assert.deepStrictEqual<unknown>(namesOf(text), { email, firstName, lastName })
      }),
      runs,
    )
  })

  it("gives back any name that is quoted, but for quotes of its own and encoded words", () => {
    const quotable = fc
      .oneof(personName, fc.string({ unit: "grapheme" }), tokens)
      .map((name) => name.trim())
      // A line break before white space is folding (RFC 5322 §2.2.3), not a part of the name.
      .filter((name) => !/^['"\u2018\u201C\u201E«]|=\?|@|[\r\n]/.test(name))
    fc.assert(
      fc.property(quotable, (displayName) => {
        const quoted = displayName.replace(/["\\]/g, "\\$&")
        assert.deepStrictEqual(valid(parseMailbox(`"${quoted}" <ada@example.com>`)), {
          address: "ada@example.com",
          displayName,
        })
      }),
      runs,
    )
  })

  it("takes what the grammar of RFC 5322 takes, for the same address", () => {
    fc.assert(
      fc.property(mailboxLike, (text) => {
        const parsed = emailAddresses.parseOneAddress({ input: text, rfc6532: true })
        if (parsed?.type !== "mailbox") return
        const local = /^[^\s"(),:;<>@[\\\]]+$/.test(parsed.local)
          ? parsed.local
          : `"${parsed.local.replace(/["\\]/g, "\\$&")}"`
        const address = normalizeEmailAddress(`${local}@${parsed.domain}`)
        // Source routes are obsolete (RFC 5322 §4.4), and not taken.
        if (Result.isFailure(address) || /<[^>"]*:/.test(text)) return
        const read = readEmail(text)
        // Ours are stricter with white space inside an address, and with encoded words that cannot be decoded.
        if (Result.isFailure(read) && ["invisible_character", "invalid_encoding"].includes(read.failure.code)) return
        if (Result.isFailure(read) && read.failure.message.includes("white space")) return
        assert.strictEqual(valid(read).email, address.success, text)
        // A comment is the name if there is no other.
        if (letters(parsed.name ?? "") === "" && text.includes("(")) return
        if (/=\?|@|['"\u2018\u201C\u201E«]/.test(parsed.name ?? "")) return
        assert.strictEqual(letters(valid(read).displayName), letters(parsed.name ?? ""), text)
      }),
      { numRuns: times(2000, 20_000) },
    )
  })
})
