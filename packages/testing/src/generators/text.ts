import fc from "fast-check"
import { codePoint } from "./codePoint.ts"

/** A name's word in one of many scripts: composed, joined, right to left, beyond the basic plane. */
export const nameWord = fc.constantFrom(
  "Ada",
  "Zoë",
  "O'Neil",
  "Jean-Luc",
  "Nguyễn",
  "Владимир",
  "Ωμέγα",
  "李",
  "山田",
  "𠮷野",
  "김",
  "محمد",
  "דוד",
  "नागार्जुन",
  "สมชาย",
  "ɐ",
  "👩‍🚀",
)

/** A person's name by the rules: nothing to trim, to collapse or to compose. */
export const personName = fc.array(nameWord, { minLength: 1, maxLength: 4 }).map((words) => words.join(" "))

/** Spellings of one phone number, which is `+14155552671`. */
export const phoneSpelling = fc.constantFrom(
  "+14155552671",
  "+1 415 555 2671",
  "+1 (415) 555-2671",
  " +1.415.555.2671 ",
  "+1 415/555/2671",
  "+１４１５５５５２６７１",
  "（＋１） ４１５ ５５５ ２６７１",
  "(+1) 415-555-2671",
  "001 415 555 2671",
  "+1 (0) 415 555 2671",
  "'+1 415 555 2671",
  '="+14155552671"',
  "tel:+1-415-555-2671",
  "\u202A+1 415 555 2671\u202C",
)

/** Text that has broken systems like this one. Every one of them must be stored as it is, or refused. */
export const hostileText = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "\0",
    "a\0b",
    "\uD800",
    "\uDC00x",
    "\u202Egnirts",
    "\u200B",
    "\uFEFF",
    "a\u0300\u0301\u0302",
    "__proto__",
    "constructor",
    "null",
    "undefined",
    "NaN",
    "-0",
    "1e400",
    "{}",
    '{"email":',
    '{"__proto__":{"email":"a@example.com"}}',
    "[]",
    "' or 1=1; drop table contacts; --",
    "$1",
    "%s%n",
    "\\",
    "\\u0000",
    "{a,b}",
    "\r\n.\r\n",
    "a@b@c",
    "<a@example.com>",
    "=cmd|' /C calc'!A0",
    "x".repeat(70_000),
    "\u{1F600}".repeat(300),
  ),
  fc.string({ unit: codePoint }),
  fc.string({ unit: "grapheme" }),
)

/** Text that is stored as it is given. */
export const storableText = fc.string({ unit: codePoint }).filter((text) => !text.includes("\0"))
