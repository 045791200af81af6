import { execFileSync } from "node:child_process"
import fc from "fast-check"
import { assert, test } from "vitest"
import { emptyState } from "../src/app/State.ts"
import { curlCommand } from "../src/command/curlCommand.ts"
import { importCommand } from "../src/command/importCommand.ts"
import { quote } from "../src/command/quote.ts"

/** What bash passes to a program for the words of a command. */
const words = (command: string): ReadonlyArray<string> =>
  execFileSync("bash", ["--norc", "-c", `printf '%s\\0' ${command}`], { env: { LC_ALL: "C" }, encoding: "utf8" })
    .split("\0")
    .slice(0, -1)

const control = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u

// No argument of a program can have U+0000.
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(..."\u001b\u007f\u0085\u009b\u061c\u202e\u2028\u2029\u2066\n\r\t'\"\\!$`é0a😀".split(/(?:)/u)),
      fc.string({ unit: "binary" }),
    ),
  )
  .map((parts) => parts.join("").replaceAll("\0", "").toWellFormed())

test("a shell reads a quoted word as it was, and a terminal that it is pasted into finds nothing to carry out", () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 30 }), (texts) => {
      const quoted = texts.map(quote)
      for (const word of quoted) assert.notMatch(word, control)
      assert.deepStrictEqual(words(quoted.join(" ")), texts)
    }),
    { numRuns: 50 },
  )
})

test("the commands have no control or direction characters, whatever the names of the file and its columns are", () => {
  const name = "\u001b[201~\u0015touch 'stolen'\n\u202e"
  const columns = [{ name, target: null, isUnderstood: true, samples: [], filled: 1, unstored: 0 }]
  const state = {
    ...emptyState,
    file: new File([], name),
    opened: {
      format: "csv",
      encoding: "utf-8",
      separator: ",",
      sheets: [],
      sheet: null,
      hiddenRows: 0,
      notes: [],
      defaults: {},
      rows: 1,
      headerLine: 1,
      hasHeaderChoice: true,
      names: [name],
      countries: [],
      proposed: {},
      firstRows: [],
    },
    map: { [name]: `metadata.${name}` },
    ignore: [name],
    check: {
      headerLine: 1,
      program: null,
      columns,
      fileProblems: [],
      counts: { rows: 1, valid: 1, repeated: 0, invalid: 0, leftOut: 0 },
      groups: [],
    },
  } as const
  const command = importCommand(state, "http://localhost")
  const curl = curlCommand(state, "http://localhost/bulk") ?? assert.fail()
  // The end of a line is escaped, so that nothing is carried out before the end of the command.
  for (const text of [command, curl]) assert.notMatch(text.replaceAll(" \\\n", " "), control)
  assert.includeMembers([...words(command)], [name, `${name}=metadata.${name}`])
  assert.include(words(curl), `@${name}`)
})
