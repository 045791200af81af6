import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import fc from "fast-check"
import { readTime } from "../../src/listing/readTime.ts"

const millisOf = (text: string): number | undefined =>
  Result.match(readTime(text), { onSuccess: (date) => date.getTime(), onFailure: () => undefined })

const twoDigits = (number: number) => String(number).padStart(2, "0")

describe("readTime", () => {
  it("reads a time with any offset", () => {
    const time = fc.date({
      min: new Date("0000-01-02T00:00:00Z"),
      max: new Date("9999-12-30T00:00:00Z"),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(time, fc.integer({ min: -1439, max: 1439 }), fc.boolean(), (date, offset, isLower) => {
        const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1)
        const minutes = Math.abs(offset)
        const sign = offset < 0 ? "-" : "+"
        const text = `${local}${sign}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
        assert.strictEqual(millisOf(isLower ? text.toLowerCase() : text), date.getTime())
      }),
    )
  })

  it.each([
    ["2026-03-01T08:30:00Z", "2026-03-01T08:30:00.000Z"],
    ["2026-03-01T08:30:00.1z", "2026-03-01T08:30:00.100Z"],
    ["2026-03-01T08:30:00.1230000Z", "2026-03-01T08:30:00.123Z"],
    ["2026-03-01T08:30:00.123000001Z", "2026-03-01T08:30:00.124Z"],
    ["2026-03-01T08:30:00.9999Z", "2026-03-01T08:30:01.000Z"],
    ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"],
    ["2024-02-29T00:00:00-00:00", "2024-02-29T00:00:00.000Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
  ])("reads %s, to the next millisecond", (text, expected) => {
    assert.strictEqual(millisOf(text), new Date(expected).getTime())
  })

  it.each([
    "",
    "2026-03-01",
    "2026-03-01T09:00",
    "2026-03-01T09:00Z",
    "2026-03-01T09:00:00",
    "2026-03-01 09:00:00Z",
    "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-03-01T24:00:00Z",
    "2026-03-01T09:00:61Z",
    "2026-03-01T09:00:00.Z",
    "2026-03-01T09:00:00+24:00",
    "2026-03-01T09:00:00+0100",
    "26-03-01T09:00:00Z",
    "٢026-03-01T09:00:00Z",
    "2026-03-01T09:00:00Z\n",
  ])("rejects %j", (text) => {
    assert.isUndefined(millisOf(text))
  })
})
