import * as Console from "effect/Console"
import * as Flag from "effect/cli/Flag"
import { escapeUnprintable, oneLine } from "../terminal/printable.ts"

export const json = Flag.Boolean("json").pipe(
  Flag.withDescription("Print one line of JSON instead of a sentence"),
  Flag.withDefault(false),
)

export const printJson = (record: object) => Console.log(escapeUnprintable(JSON.stringify(record)))

/** Prints what a command did, for a person or for a program. */
export const print = (asJson: boolean, sentence: string, record: object) =>
  asJson ? printJson(record) : Console.log(oneLine(sentence))
