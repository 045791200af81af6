import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import fc from "fast-check"
import { normalizeAvatarUrl } from "../src/domain/AvatarUrl.ts"
import {
  anyText,
  assertIdempotent,
  assertLongest,
  assertStorable,
  refusal,
  runs,
  valid,
} from "./support/normalization.ts"

describe("normalizeAvatarUrl", () => {
  it.each([
    "https://example.com/ada.png",
    "http://example.com",
    "HTTPS://EXAMPLE.com/A?b=c#d",
    "https://bücher.example/é",
    "https://[::1]:8080/",
    "https://example.com/%zz",
  ])("keeps %s as it is", (url) => {
    assert.strictEqual(valid(normalizeAvatarUrl(` ${url}\n`)), url)
  })

  it("takes an empty one as absent", () => {
    assert.strictEqual(valid(normalizeAvatarUrl("")), null)
    assert.strictEqual(valid(normalizeAvatarUrl(" \t")), null)
  })

  it.each([
    "example.com/ada.png",
    "//example.com/ada.png",
    "/ada.png",
    "https:",
    "https://",
    "http:example.com",
    "https:/example.com",
    "https:\\\\example.com",
    "http://a:99999",
    "http://a b",
    "https://example.com/a b",
    "https://example.com/a\nb",
    "https://example.com/a\u0001",
    "https://exa\tmple.com",
    "ftp://example.com",
    "javascript:alert(1)//https://example.com",
    "data:image/png;base64,AAAA",
    "file:///etc/passwd",
  ])("refuses %j", (url) => {
    assert.strictEqual(refusal(normalizeAvatarUrl(url)), "must be an absolute http or https URL")
  })

  it("has at most 2,048 characters", () => {
    const tooLong = "must be at most 2048 characters long"
    for (const unit of ["a", "é", "𠮷"]) {
      assertLongest(normalizeAvatarUrl, (n) => `https://example.com/${unit.repeat(n - 20)}`, 2048, tooLong)
    }
  })

  it("takes of everything that looks like a URL what the URL parser takes", () => {
    const label = fc.oneof(
      fc.constantFrom(
        "example",
        "a",
        "1",
        "xn--",
        "xn--bcher-kva",
        "XN--a",
        "-a",
        "a-",
        "a--b",
        "a_b",
        "%41",
        "b".repeat(64),
        "",
      ),
      fc.string({ unit: fc.constantFrom(..."aZ09-_.:@%[]"), maxLength: 5 }),
    )
    const host = fc.array(fc.oneof(label, fc.constantFrom("com", "K")), { minLength: 1, maxLength: 4 })
    const beginning = fc.constantFrom("/", "?", "#", ":80", ":99999", "\\", "@")
    const rest = fc.oneof(
      fc.constantFrom("", "/a.png"),
      fc.tuple(beginning, fc.string({ unit: "binary-ascii" })).map((parts) => parts.join("")),
    )
    fc.assert(
      fc.property(fc.constantFrom("http", "https", "HTTPS"), host, rest, (scheme, labels, rest) => {
        const url = `${scheme}://${labels.join(".")}${rest}`.trim()
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
        const expected = URL.canParse(url) && !/[\s\x00-\x1f\x7f]/.test(url) ? url : null
        assert.strictEqual(Result.getOrNull(normalizeAvatarUrl(url)), expected)
      }),
      runs,
    )
  })

  it("does not convert a host that is too long to be one", () => {
    assert.strictEqual(
      refusal(normalizeAvatarUrl(`https://${"é".repeat(256)}/`)),
      "must be an absolute http or https URL",
    )
    assert.strictEqual(
      refusal(normalizeAvatarUrl(`https://a@${"%C3%A9".repeat(50)}/`)),
      "must be an absolute http or https URL",
    )
    assert.strictEqual(refusal(normalizeAvatarUrl("a".repeat(1_000_000))), "must be at most 2048 characters long")
  })

  it("is idempotent", () => {
    assertIdempotent(
      normalizeAvatarUrl,
      fc.oneof(
        fc.webUrl(),
        anyText.map((text) => `https://example.com/${text}`),
      ),
    )
  })

  it("rejects NUL and lone surrogates", () => assertStorable(normalizeAvatarUrl, "https://example.com/"))
})
