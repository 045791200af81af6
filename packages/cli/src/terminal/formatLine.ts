import * as Formatter from "effect/Formatter"
import * as Logger from "effect/Logger"
import { escapeUnprintable } from "./printable.ts"

type Entry = ReturnType<typeof Logger.formatStructured.log>

/** Whether it has only values in which there is nothing to redact. */
const isPlain = ({ message, annotations }: Entry): boolean =>
  typeof message === "string" && Object.values(annotations).every(isText)

const isText = (value: unknown): boolean => ["string", "number", "boolean"].includes(typeof value)

/**
 * One line of JSON, as `Logger.formatJson` writes it, which a terminal may show. Nearly every line is about a request, and
 * plain: to look for what to redact in it would take as long as the rest.
 */
export const formatLine = Logger.map(Logger.formatStructured, (entry) =>
  escapeUnprintable(isPlain(entry) ? JSON.stringify(entry) : Formatter.formatJson(entry)),
)
