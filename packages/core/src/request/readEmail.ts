import * as Result from "effect/Result"
import { type EmailAddress, normalizeCommonAddress, normalizeEmailAddress } from "../domain/EmailAddress.ts"
import { parseMailbox } from "../domain/Mailbox.ts"
import type { Normalized } from "../domain/Rejection.ts"

/** An address and the name next to it, which may be empty. */
export interface ReadEmail {
  readonly email: EmailAddress
  readonly displayName: string
}

/** Reads an address, or a mailbox, which is accepted wherever an address is. */
export const readEmail = (text: string): Normalized<ReadEmail> => {
  const common = normalizeCommonAddress(text)
  if (common !== null) return Result.succeed({ email: common, displayName: "" })
  const mailbox = parseMailbox(text)
  if (Result.isFailure(mailbox)) return Result.fail(mailbox.failure)
  const { address, displayName } = mailbox.success
  return Result.map(normalizeEmailAddress(address), (email) => ({ email, displayName }))
}
