import fc from "fast-check"

/** Characters that have been stored as a part of an address, one of each kind. */
const intruder = fc.constantFrom(
  ..."\u200B\u00AD\u2060\u200E\u202A\u3164\u2800\uFE0F\u061C\u180E\u{E0041}",
  ..." \t\n\u00A0\u3000\u2028",
  ..."\u0000\u0001\u007F\u009F",
  ..."“”‘’«»„…—·¿¡§©®™°²½ª€£¥№←★☃😀❤﹫",
  ..."ﬁﬀĳǆſℓⅷ①⓪㈱㍿ﷺʰⁿ",
  ..."\u0640\u302E\u1100\uFFA1\uFFFC\uFFFD\uE000\uFFFF",
)

/** An address with characters in it that may belong there or not. */
export const noisyAddress: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(
      fc.oneof({ weight: 6, arbitrary: fc.constantFrom(..."aéß李ｂ1.+_-'\"") }, { weight: 1, arbitrary: intruder }),
    ),
    fc.array(
      fc.oneof({ weight: 6, arbitrary: fc.constantFrom(..."aéß李ｂ1-.。") }, { weight: 1, arbitrary: intruder }),
    ),
  )
  .map(([local, label]) => `a${local.join("")}@a${label.join("")}.example`)

/** Text that is not an address, and was stored as one by systems like this. */
export const noAddress: fc.Arbitrary<string> = fc.oneof(
  intruder.map((character) => `ada${character}l@example.com`),
  intruder.map((character) => `ada@ex${character}ample.com`),
  fc
    .constantFrom(
      ["“", "”"],
      ["‘", "’"],
      ["«", "»"],
      ["(", ")"],
      ["[", "]"],
      ["'", "'"],
      ['"', '"'],
      ["mailto:", "?subject=x"],
      ["", " "],
      ["", "?"],
      ["", "."],
    )
    .map(([opening, closing]) => `${opening}ada@example.com${closing === " " ? " x" : closing}`),
  fc.constantFrom(
    "ada",
    "ada@",
    "@example.com",
    "ada@example",
    "ada@@example.com",
    "a..b@example.com",
    "ada@exam_ple.com",
  ),
  fc.constantFrom(
    "a@example.com, b@example.com",
    "a@example.com b@example.com",
    "A <a@example.com>, B <b@example.com>",
  ),
)
