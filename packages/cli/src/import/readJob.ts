import type * as Stream from "effect/Stream"
import type { ImportJob } from "./destination.ts"
import { readContacts } from "./formats/readContacts.ts"

/** Reads the contacts of an import and counts them. */
export const readJob = <E, R>({ file, progress }: ImportJob, bytes: Stream.Stream<Uint8Array, E, R>) =>
  progress.countContacts(readContacts(file, bytes))
