/**
 * Makes each mistake of the list, runs the tests that must notice it, and takes the mistake back.
 *
 *     npm run mutations              # all of them
 *     npm run mutations -- pg email  # those whose file, mistake or tests have one of the words
 *     npm run mutations -- --check   # finds the place of each, and runs nothing
 */
import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { findPlaces, type Place, root } from "./places.ts"

const { values, positionals: words } = parseArgs({ allowPositionals: true, options: { check: { type: "boolean" } } })

const report = (line: string) => process.stdout.write(`${line}\n`)

interface Outcome {
  /** The names of the tests that failed. */
  readonly failed: ReadonlyArray<string>
  /** How many tests there were. */
  readonly total: number
}

/** What is read of the results that Vitest writes. */
interface Results {
  readonly numTotalTests: number
  readonly testResults: ReadonlyArray<{
    readonly status: string
    readonly assertionResults: ReadonlyArray<{ readonly status: string; readonly fullName: string }>
  }>
}

const directory = mkdtempSync(join(tmpdir(), "mutations-"))
process.once("exit", () => rmSync(directory, { recursive: true }))

const runTests = async (files: ReadonlyArray<string>, ...options: ReadonlyArray<string>): Promise<Outcome> => {
  const outputFile = join(directory, "results.json")
  writeFileSync(outputFile, '{"numTotalTests":0,"testResults":[]}')
  // Some mistakes make a test wait for ever. It fails after a minute, not after the five that it has elsewhere.
  const always = ["run", "--reporter=json", `--outputFile=${outputFile}`, "--testTimeout=60000"]
  const args = [join(root, "node_modules/vitest/vitest.mjs"), ...always, ...options, ...files]
  const child = spawn(process.execPath, args, { cwd: root, stdio: "ignore" })
  const exitCode = await new Promise((resolve) => child.once("exit", resolve))
  const { numTotalTests: total, testResults }: Results = JSON.parse(readFileSync(outputFile, "utf8"))
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const failed = tests.filter(({ status }) => status === "failed").map(({ fullName }) => fullName)
  // Every test may pass although something failed that nobody awaited. A file that cannot be loaded has no tests.
  const hasUnhandledErrors = exitCode !== 0 && testResults.every(({ status }) => status === "passed")
  return { failed: hasUnhandledErrors ? ["an error that no test handles"] : failed, total }
}

const isChosen = ({ mutation, file }: Place) => {
  const text = [file, mutation.mistake, ...mutation.tests].join(" ")
  return words.length === 0 || words.some((word) => text.includes(word))
}

const withMutation = async <A>({ mutation, file, original }: Place, use: () => Promise<A>): Promise<A> => {
  const path = join(root, file)
  const restore = () => writeFileSync(path, original)
  const stop = () => {
    restore()
    process.exit(130)
  }
  // A signal may come twice: npm passes on what the terminal has sent already. The second one must not interrupt `restore`.
  process.on("SIGINT", stop).on("SIGTERM", stop)
  writeFileSync(
    path,
    original.replace(mutation.text, () => mutation.mutant),
  )
  try {
    return await use()
  } finally {
    restore()
    process.off("SIGINT", stop).off("SIGTERM", stop)
  }
}

const places = findPlaces()
const lost = places.filter((place) => typeof place === "string")
for (const problem of lost) report(problem)
const chosen = places.filter((place) => typeof place !== "string").filter(isChosen)
if (values.check) {
  report(`${chosen.length} mutations, ${lost.length} without a place`)
  process.exit(lost.length === 0 ? 0 : 1)
}

const files = [...new Set(chosen.flatMap(({ mutation }) => mutation.tests))]
const before = await runTests(files)
if (before.failed.length > 0 || before.total === 0) {
  report([`${before.failed.length} of ${before.total} tests fail without any mutation:`, ...before.failed].join("\n"))
  process.exit(1)
}

let survived = 0
for (const [i, place] of chosen.entries()) {
  const { failed } = await withMutation(place, () => runTests(place.mutation.tests, "--bail=1"))
  if (failed.length === 0) survived++
  const outcome = failed.length > 0 ? "caught  " : "SURVIVED"
  report(`${i + 1}/${chosen.length} ${outcome} ${place.file}: ${place.mutation.mistake}`)
}
report(`${chosen.length - survived} of ${chosen.length} mutations caught, ${lost.length} without a place`)
process.exitCode = survived + lost.length === 0 ? 0 : 1
