import { contactRecord, exportHeader, exportRow, type ListedContact } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Stdio from "effect/Stdio"
import * as Stream from "effect/Stream"
import { CommandFailure } from "../CommandFailure.ts"
import { openOutput } from "../import/results/openOutput.ts"
import { escapeUnprintable, printable } from "../terminal/printable.ts"
import type { ContactPages } from "./ContactSource.ts"

export const exportFormats = ["csv", "ndjson"] as const

export type ExportFormat = (typeof exportFormats)[number]

/** The format that the name of a file asks for. */
export const formatOf = (path: string): ExportFormat => (/\.(ndjson|jsonl)$/i.test(path) ? "ndjson" : "csv")

const formats = {
  csv: { header: exportHeader, line: exportRow, forTerminal: printable },
  ndjson: {
    header: "",
    line: (contact: ListedContact) => `${JSON.stringify(contactRecord(contact))}\n`,
    forTerminal: escapeUnprintable,
  },
}

/** Writes contacts to a file, which exists as a whole once it is written, or to the standard output (`-`). Returns how many. */
export const exportTo = Effect.fnUntraced(function* (path: string, format: ExportFormat, pages: ContactPages) {
  const { header, line, forTerminal } = formats[format]
  let count = 0
  const text = Stream.map(pages, (contacts) => {
    count += contacts.length
    return contacts.map(line).join("")
  })
  const whole = Stream.concat(Stream.make(header), text)
  if (path === "-") {
    const stdio = yield* Stdio.Stdio
    // What a program reads is not changed.
    const shown = (yield* stdio.stdoutIsTerminal) ? Stream.map(whole, forTerminal) : whole
    yield* Stream.run(shown, stdio.stdout({ endOnDone: false })).pipe(
      Effect.catchTag("PlatformError", ({ message }) =>
        Effect.fail(new CommandFailure({ message: `the standard output cannot be written: ${message}` })),
      ),
    )
  } else {
    // Opened first: nothing is read for a file that cannot be written.
    const output = yield* openOutput("FILE", path, "")
    yield* output.write(whole)
  }
  return count
})
