import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"

/** A subcommand that is loaded when a command line names it. Until then, its name and what help says about it will do. */
const lazily = <Loaded>(name: string, summary: string, load: () => Promise<Loaded>) => ({
  name,
  load,
  unloaded: Command.make(name).pipe(Command.withDescription(summary)),
})

const subcommands = [
  lazily("serve", "Serve the HTTP API", async () => (await import("./commands/serve.ts")).serve),
  lazily("import", "Import contacts from a file", async () => (await import("./commands/import.ts")).importCommand),
  lazily(
    "migrate",
    "Bring the database schema up to date",
    async () => (await import("./commands/migrate.ts")).migrate,
  ),
  lazily("backup", "Write everything to a file", async () => (await import("./commands/backup.ts")).backup),
  lazily("restore", "Restore a backup", async () => (await import("./commands/restore.ts")).restore),
  lazily("copy", "Copy everything to a PostgreSQL server", async () => (await import("./commands/copy.ts")).copy),
  lazily("org", "Manage organizations, the tenants", async () => (await import("./commands/org.ts")).org),
  lazily(
    "account",
    "Manage accounts, the customer companies of an organization",
    async () => (await import("./commands/account.ts")).account,
  ),
  lazily(
    "contact-type",
    "Manage contact types, values that an organization defines",
    async () => (await import("./commands/contactType.ts")).contactType,
  ),
  lazily("contact", "List, export and delete contacts", async () => (await import("./commands/contact.ts")).contact),
  lazily(
    "key",
    "Manage API keys, which identify an organization to a server",
    async () => (await import("./commands/key.ts")).apiKey,
  ),
]

/** The program, with everything that this command line needs: the store alone takes as long to load as all the rest. */
export const loadCli = (args: ReadonlyArray<string>) =>
  Effect.map(
    Effect.promise(() => Promise.all(subcommands.map((command) => loadIfNamed(command, args)))),
    (loaded) =>
      Command.make("bulk-contacts").pipe(
        Command.withDescription("Create contacts in bulk: a server, its administration and file imports"),
        Command.withSubcommands(loaded),
      ),
  )

const loadIfNamed = ({ name, load, unloaded }: (typeof subcommands)[number], args: ReadonlyArray<string>) =>
  args.includes(name) || args.some(asksForCompletions) ? load() : unloaded

/** A script that completes command lines has the options of every command. */
const asksForCompletions = (arg: string): boolean => arg.startsWith("--completions")
