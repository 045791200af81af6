import { format } from "node:util"
import * as Console from "effect/Console"
import * as Layer from "effect/Layer"
import { printable } from "./printable.ts"

const { console, process } = globalThis

const clean = (args: ReadonlyArray<unknown>): string => printable(format(...args))

/** The console of the whole program, logs included. */
export const terminalConsole = Layer.succeed(Console.Console, {
  ...console,
  log: (...args) => console.log(clean(args)),
  error: (...args) => console.error(clean(args)),
})

const ERASE_LINE = "\r\x1b[2K"

/**
 * Replaces the last line of the standard error, which must be a terminal. In one write, so that it does not flicker.
 */
export const redrawLine = (text: string): void => {
  process.stderr.write(`${ERASE_LINE}${printable(text)}`)
}
