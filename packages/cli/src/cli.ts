import { Command } from "effect/cli"
import { account } from "./commands/account.ts"
import { contactType } from "./commands/contactType.ts"
import { importCommand } from "./commands/import.ts"
import { apiKey } from "./commands/key.ts"
import { migrate } from "./commands/migrate.ts"
import { org } from "./commands/org.ts"
import { serve } from "./commands/serve.ts"

/** The command line. */
export const cli = Command.make("bulk-contacts").pipe(
  Command.withDescription("Create contacts in bulk: a server, its administration and file imports"),
  Command.withSubcommands([serve, importCommand, migrate, org, account, contactType, apiKey]),
)
