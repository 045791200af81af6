import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect } from "effect"
import { Command } from "effect/cli"
import { assert, it } from "vitest"
import { loadCli } from "../src/cli.ts"
import { help } from "../src/terminal/help.ts"

const names = ["serve", "import", "migrate", "org", "account", "contact-type", "key"]

/** What `--help` prints if the commands that `args` name have been loaded. */
const helpWith = async (args: ReadonlyArray<string>): Promise<string> => {
  const printed: Array<unknown> = []
  await Effect.flatMap(loadCli(args), (cli) => Command.runWith(cli, { version: "" })(["--help"])).pipe(
    Effect.provide([NodeServices.layer, help]),
    Effect.provideService(Console.Console, { ...globalThis.console, log: (text: string) => printed.push(text) }),
    Effect.runPromise,
  )
  return printed.join("\n")
}

it("the help of the program is the same whether its commands are loaded or not", async () => {
  const whole = await helpWith(names)
  for (const name of names) assert.match(whole, new RegExp(`^  ${name} `, "m"))
  assert.strictEqual(await helpWith([]), whole)
  assert.strictEqual(await helpWith(["--completions=bash"]), whole)
})

it("loads the commands that are named, and all for completions", async () => {
  const loaded = async (args: ReadonlyArray<string>) => {
    const { subcommands } = await Effect.runPromise(loadCli(args))
    const commands = subcommands.flatMap(({ commands }) => commands)
    return commands.filter(({ subcommands }) => subcommands.length > 0).map(({ name }) => name)
  }
  assert.deepStrictEqual(await loaded(["--help"]), [])
  assert.deepStrictEqual(await loaded(["org", "create"]), ["org"])
  assert.deepStrictEqual(await loaded(["--completions", "bash"]), [
    "import",
    "org",
    "account",
    "contact-type",
    "contact",
    "key",
  ])
})
