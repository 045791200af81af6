// Entry point of `npm run bench`. See docs/performance.md.
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { compareWith } from "./compareWith.ts"
import { measureAll } from "./measureAll.ts"
import { measureScaleOut } from "./scaleOut/scaleOut.ts"

const help = `Usage: npm run bench -- [options]

Measures this project next to alternatives and physical limits: contacts/s, latency, CPU and memory.

  --against <checkout>  Compare with another checkout of this project instead, and print ratios.
                        It is a directory, for example a git work tree of an older commit:
                          git worktree add --detach ../base <commit> && npm ci --prefix ../base
                          npm run bench -- --against ../base
  --servers             Measure 1, 2, 4 and 8 servers on one PostgreSQL instead, and the disk space and write-ahead
                        log of a contact. Also through PgBouncer, if pgbouncer is installed.
  --quick               Fewer rounds and requests: 2 minutes, or 4 with --against.
  --help                Print this text.

Progress goes to standard error, tables to standard output, and all runs as JSON to benchmarks/results.
docs/performance.md explains the figures.
`

const { values } = parseArgs({
  options: {
    against: { type: "string" },
    servers: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
})

if (values.help) {
  process.stdout.write(help)
} else {
  const directory = join(import.meta.dirname, "results")
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, "servers.log"), "")
  const { against, servers, quick } = values
  if (servers) await measureScaleOut(directory, quick)
  else await (against === undefined ? measureAll(directory, quick) : compareWith(against, directory, quick))
}
