import { Console } from "effect"
import { Flag } from "effect/cli"

export const json = Flag.Boolean("json").pipe(
  Flag.withDescription("Print one line of JSON instead of a sentence"),
  Flag.withDefault(false),
)

/** Says what a command did, for a person or for a program. */
export const print = (asJson: boolean, sentence: string, record: object) =>
  Console.log(asJson ? JSON.stringify(record) : sentence)
