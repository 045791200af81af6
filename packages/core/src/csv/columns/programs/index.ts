import type { Program } from "../Program.ts"
import { brevo } from "./brevo.ts"
import { constantContact } from "./constantContact.ts"
import { google } from "./google.ts"
import { googleWorkspace } from "./googleWorkspace.ts"
import { outlook } from "./outlook.ts"
import { pipedrive } from "./pipedrive.ts"
import { stripe } from "./stripe.ts"
import { wix } from "./wix.ts"
import { yahoo } from "./yahoo.ts"

export const programs: ReadonlyArray<Program> = [
  google,
  outlook,
  pipedrive,
  constantContact,
  brevo,
  wix,
  yahoo,
  googleWorkspace,
  stripe,
]
