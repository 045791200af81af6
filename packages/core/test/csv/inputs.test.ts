import { assert, describe, it } from "@effect/vitest"
import { fixture, normalizedContacts, problemsOf } from "./support/read.ts"

const input = (file: string) => fixture(`inputs/${file}`)

describe("a file as people have it", () => {
  it.each([
    ["01b-semicolon-utf8.csv", ["r01b@example.org Jürgen / Müller"], "utf-8 ; 1"],
    ["02b-utf16le-tab.csv", ["r02c@example.org Zoë / –"], "utf-16le \t 1"],
    ["03-sep-line.csv", ["r03@example.org Ada / –"], "utf-8 , 2"],
    ["04-trailing-comma-header.csv", ["r04a@example.org Ada / –", "r04b@example.org Bea / –"], "utf-8 , 1"],
    ["06-short-rows.csv", ["r06a@example.org Ada / – / +442079460958", "r06b@example.org Bea / –"], "utf-8 , 1"],
    ["07-whitespace-rows.csv", ["r07a@example.org Ada / –"], "utf-8 , 1"],
    ["10-linkedin-preamble.csv", ["r10@example.org Ada / Lovelace"], "utf-8 , 4"],
    ["11-google-headers.csv", ["r11@example.org Ada / Lovelace / +442079460958"], "utf-8 , 1"],
    ["12-outlook-phones.csv", ["r12@example.org Ada / Lovelace / +447700900123"], "utf-8 , 1"],
    ["14-full-name.csv", ["r14@example.org Ada / Lovelace"], "utf-8 , 1"],
    ["15-column-nobody-wants.csv", ["r15@example.org Ada / –"], "utf-8 , 1"],
    [
      "37-mailbox-in-cell.csv",
      ["r37a@example.org Ada / –", "r37b@example.org Bea / –", "r37c@example.org Cy / Ray"],
      "utf-8 , 1",
    ],
  ])("is read, and what was detected is told: %s", async (file, contacts, detected) => {
    const read = await normalizedContacts(input(file))
    assert.deepStrictEqual<unknown>([read.contacts, read.problems], [contacts, []])
    const { encoding, separator, line } = read.header ?? {}
    assert.strictEqual(`${encoding} ${separator} ${line}`, detected)
  })

  it.each([
    ["01-semicolon-cp1252-de.csv", 2, ["r01a@example.org Jürgen / Müller / +4930901820"]],
    ["02-comma-cp1252.csv", 3, ["r02a@example.org Ann / Smith", "r02b@example.org Renée / O’Neill"]],
  ])("in Windows-1252 is rejected, naming the way out, and read with that: %s", async (file, line, contacts) => {
    const [problem, ...others] = await problemsOf(input(file))
    assert.deepStrictEqual([problem?.code, problem?.line, others], ["invalid_encoding", line, []])
    assert.include(problem?.message, 'encoding: "windows-1252"')
    const read = await normalizedContacts(input(file), { encoding: "windows-1252" })
    assert.deepStrictEqual<unknown>([read.contacts, read.problems], [contacts, []])
  })

  it.each([
    ["08-quote-in-field.csv", 2, ["email"], [3]],
    ["16-row-without-email.csv", 1, ["email"], [3]],
    ["17-many-bad-rows.csv", 150, Array(150).fill("email"), Array.from({ length: 150 }, (_, i) => 2 * i + 3)],
    ["52-swallowed-rows.csv", 1, ["contacts"], [2]],
  ])("with invalid rows has a problem for each, by its line: %s", async (file, valid, fields, lines) => {
    const { contacts, problems } = await normalizedContacts(input(file))
    assert.lengthOf(contacts, valid)
    assert.deepStrictEqual(
      problems.map(({ field }) => field),
      fields,
    )
    assert.deepStrictEqual(
      problems.map(({ line }) => line),
      lines,
    )
  })

  it("keeps quotes inside unquoted cells", async () => {
    const { contacts } = await normalizedContacts(input("08-quote-in-field.csv"))
    assert.deepStrictEqual(contacts, ['r08a@example.org Robert "Bob" / Smith', 'r08c@example.org Carla "Cal" / Ray'])
  })
})
