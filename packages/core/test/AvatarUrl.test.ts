import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { normalizeAvatarUrl } from "../src/AvatarUrl.ts"
import { anyText, assertIdempotent, assertLongest, assertStorable, refusal, valid } from "./support/normalization.ts"

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

  it("is idempotent", () => {
    assertIdempotent(
      normalizeAvatarUrl,
      fc.oneof(
        fc.webUrl(),
        anyText.map((text) => `https://example.com/${text}`),
      ),
    )
  })

  it("refuses NUL and lone surrogates", () => assertStorable(normalizeAvatarUrl, "https://example.com/"))
})
