import { Stream } from "effect"
import type { ImportJob } from "./destination.ts"
import { readContacts } from "./formats/readContacts.ts"

/** Reads the contacts of an import, counts them and notes their lines. */
export const readJob = <E, R>({ file, progress, options, lines }: ImportJob, bytes: Stream.Stream<Uint8Array, E, R>) =>
  progress.countContacts(
    Stream.map(readContacts(file, bytes), (contact) => {
      if (options.outcomes === true && contact.line !== undefined) lines.push(contact.line)
      return contact
    }),
  )
