/**
 * Runs a command with `DATABASE_URL`: the current value, or that of a PostgreSQL server started for the command.
 * `node withPostgres.ts node start.ts`
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { startPostgres } from "@bulk-contacts/test-support/PostgresServer"

const [command = "", ...args] = process.argv.slice(2)
const given = process.env["DATABASE_URL"]
const server = given === undefined ? await startPostgres() : undefined
const env = { ...process.env, DATABASE_URL: given ?? server?.url }
const [code] = await once(spawn(command, args, { env, stdio: "inherit" }), "exit")
await server?.dispose()
process.exitCode = code ?? 1
