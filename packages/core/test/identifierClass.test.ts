import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import {
  hasOnlyIdentifierCharacters,
  isDomainCharacter,
  isIdentifierCharacter,
} from "../src/domain/email/identifierClass.ts"

describe("hasOnlyIdentifierCharacters", () => {
  const unusual = fc.constantFrom(
    ..."\u0640\u07FA\u302E\u3031\u303B\u1100\u20D0\uFB01\u00B2\u06FD\u3007\u{1D165}\u200D\u00AD😀ß",
  )
  const text = fc.string({ unit: fc.oneof(fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }), unusual) })

  it("is true only of text of which each character is allowed", () => {
    fc.assert(
      fc.property(text, (some) => {
        const text = some.normalize("NFC")
        if (!hasOnlyIdentifierCharacters(text)) return
        for (const character of text) {
          if (character <= "\x7f") continue
          assert.isTrue(isIdentifierCharacter(character), text)
          assert.isTrue(isDomainCharacter(character), text)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it("is true of what people write", () => {
    for (const text of ["bücher", "李", "Владимир", "nguyễn", "हिन्दी", "ada"]) {
      assert.isTrue(hasOnlyIdentifierCharacters(text.normalize("NFC")), text)
    }
  })
})
