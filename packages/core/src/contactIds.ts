import { SecureRandom } from "effect/crypto"
import { ContactId } from "./Identifiers.ts"

export const nextContactId = (): ContactId => ContactId.make(SecureRandom.uuidV7Unsafe())
