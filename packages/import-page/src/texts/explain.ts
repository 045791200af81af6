import type { ProblemCode } from "@bulk-contacts/core"
import { plainText } from "./plainText.ts"

/** How a language says that there is a problem of one kind. Each sentence begins with the field, as those of the core do. */
interface Sentences {
  /** What fits every problem of the kind. */
  readonly any: string
  /** What says more: for messages of the core that match, with what they name as `$1`. */
  readonly exact?: ReadonlyArray<readonly [message: RegExp, sentence: string]>
}

/** Sentences by the codes of problems. A code without any has the words of the core, which are English. */
export type ProblemSentences = { readonly [code in ProblemCode]?: Sentences }

/** What is wrong, in the language of the sentences. */
export const explain = (
  { code, message }: { readonly code: string; readonly message: string },
  sentences: ProblemSentences,
): string => {
  const known = sentences[code as ProblemCode]
  if (known === undefined) return plainText(message)
  const exact = known.exact?.find(([pattern]) => pattern.test(message))
  return exact === undefined ? known.any : plainText(message.replace(...exact))
}
