import { times } from "@bulk-contacts/test-support/times"
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import emailAddresses from "email-addresses"
import fc from "fast-check"
import { normalizeEmailAddress } from "../src/domain/EmailAddress.ts"
import { parseMailbox } from "../src/domain/Mailbox.ts"
import { personName } from "../src/testing/generators/text.ts"
import { runs } from "./support/normalization.ts"

const token = fc.constantFrom(
  ..."ab.,;:<>@()[]\"' \\-+=?_{}|~éΩ中\u00A0\u3000\u200B\u2028\u0301\t\n\u0085\u0001/!#$%&*^😀",
  "ada@example.com",
  "<ada@example.com>",
  "Ada",
  '\\"',
  "\\\\",
  '" "',
)
const tokens = fc.array(token, { maxLength: 8 }).map((parts) => parts.join(""))

const mailboxLike = fc.oneof(
  tokens.map((name) => `${name}<ada@example.com>`),
  tokens.map((name) => `"${name}" <ada@example.com>`),
  tokens.map((name) => `Ada "${name}" Lovelace <ada@example.com>`),
  tokens.map((localPart) => `Ada <${localPart}@example.com>`),
  tokens.map((label) => `Ada <ada@${label}.com>`),
  tokens.map((comment) => `ada@example.com (${comment})`),
)

/** A local part without its quotes. */
const meaning = (localPart: string) =>
  localPart.startsWith('"') ? localPart.slice(1, -1).replace(/\\(.)/gsu, "$1") : localPart

describe("parseMailbox", () => {
  it.each([
    ["Ada Lovelace <ada@example.com>", "ada@example.com", "Ada Lovelace"],
    ["Ada Lovelace<ada@example.com>", "ada@example.com", "Ada Lovelace"],
    ["<ada@example.com>", "ada@example.com", ""],
    ['"" <ada@example.com>', "ada@example.com", ""],
    ['"Lovelace, Ada" <ada@example.com>', "ada@example.com", "Lovelace, Ada"],
    ['"Ada \\"The Countess\\" \\\\o/" <ada@example.com>', "ada@example.com", 'Ada "The Countess" \\o/'],
    ['Ada "The Countess" Lovelace <ada@example.com>', "ada@example.com", "Ada The Countess Lovelace"],
    ["Владимир 李 <ada@bücher.example>", "ada@bücher.example", "Владимир 李"],
    ["O'Neil-Smith <o'neil+x@example.com>", "o'neil+x@example.com", "O'Neil-Smith"],
    ["Ada K. Lovelace <ada@example.com>", "ada@example.com", "Ada K. Lovelace"],
    ["Ada (of London) <ada@example.com>", "ada@example.com", "Ada"],
    ["ada@example.com (Ada)", "ada@example.com", ""],
    ["Ada < ada@example.com >", "ada@example.com", "Ada"],
    ['Ada <"ada l"@example.com>', '"ada l"@example.com', "Ada"],
    ['Ada <"a\\"b\\\\"@example.com>', '"a\\"b\\\\"@example.com', "Ada"],
    ['Ada <"ada"@example.com>', "ada@example.com", "Ada"],
  ])("reads %s", (text, address, displayName) => {
    assert.deepStrictEqual(parseMailbox(text), { address, displayName })
  })

  it.each([
    "",
    "Ada",
    "Ada >",
    "Ada <>",
    "Ada <ada>",
    "Ada <ada@example.com",
    "<<ada@example.com>>",
    "Lovelace, Ada <ada@example.com>",
    "Ada <ada@example.com>, Grace <grace@example.com>",
    "Authors: Ada <ada@example.com>;",
    '"Ada <ada@example.com>',
    "Ada\u0001 <ada@example.com>",
    "Ada\nBcc: grace@example.com <ada@example.com>",
  ])("does not take %j for a mailbox", (text) => {
    assert.isNull(parseMailbox(text))
  })

  it("gives back any name that is quoted", () => {
    const quotable = fc.oneof(
      personName,
      fc.string({ unit: "grapheme" }),
      tokens.filter((text) => !/\p{Cc}/u.test(text)),
    )
    fc.assert(
      fc.property(quotable, (displayName) => {
        const quoted = displayName.replace(/["\\]/g, "\\$&")
        assert.deepStrictEqual(parseMailbox(`"${quoted}" <ada@example.com>`), {
          address: "ada@example.com",
          displayName,
        })
      }),
      runs,
    )
  })

  it("agrees with the grammar on every mailbox whose address is one", () => {
    const letters = (text: string) => text.replace(/\s/g, "")
    fc.assert(
      fc.property(mailboxLike, (text) => {
        const mailbox = parseMailbox(text)
        if (mailbox === null || Result.isFailure(normalizeEmailAddress(mailbox.address))) return
        const parsed = emailAddresses.parseOneAddress({ input: text, rfc6532: true })
        assert.isTrue(parsed?.type === "mailbox", text)
        if (parsed?.type !== "mailbox") return
        const at = mailbox.address.lastIndexOf("@")
        assert.strictEqual(meaning(mailbox.address.slice(0, at)), parsed.local)
        assert.strictEqual(mailbox.address.slice(at + 1), parsed.domain)
        // The grammar loses the space behind a quoted string.
        assert.strictEqual(letters(mailbox.displayName), letters(parsed.name ?? ""))
      }),
      { numRuns: times(1000, 10_000) },
    )
  })

  it("takes no longer for longer text than its length", () => {
    const units = [" ", "a", "a ", '"', '"a" ', "\\", '\\"', "<", "@", "<a@", "(", "é", "\u00A0"]
    for (const unit of units) {
      for (const start of ["", "a", '"', "a <", "<a@", "a@b("]) {
        const rest = unit.repeat(400_000)
        parseMailbox(`${start}${rest}>`)
        parseMailbox(`${start}${rest}`)
        parseMailbox(`${start}${rest})`)
      }
    }
  })
})
