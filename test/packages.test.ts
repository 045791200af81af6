import { execFile } from "node:child_process"
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import { emptyDatabase } from "@bulk-contacts/test-support/databases"
import { times } from "@bulk-contacts/test-support/times"
import { Effect } from "effect"
import { publint } from "publint"
import { afterAll, assert, beforeAll, describe, it, onTestFinished } from "vitest"
import { modulesOf, pagesOf, root } from "./docs/blocks.ts"

const run = promisify(execFile)

const runModules = join(root, "test/docs/runModules.mjs")

const bin = (name: string) => join(root, "node_modules/.bin", name)

const packages = [
  "core",
  "testing",
  "files",
  "adapter-memory",
  "adapter-pg",
  "adapter-sql",
  "adapter-http",
  "import-page",
  "cli",
].map((directory) => {
  const readText = (file: string) => readFileSync(join(root, "packages", directory, file), "utf8")
  const manifest = JSON.parse(readText("package.json"))
  const tarball = `${manifest.name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`
  return { directory, name: manifest.name as string, manifest, tarball }
})

/** Suites run in Vitest, everything else in Node.js alone. */
const hasSuites = (code: string) => code.includes('from "vitest"')

const nameFiles = (pages: ReadonlyArray<string>) =>
  pages.flatMap(modulesOf).map(({ page, line, code }) => ({
    page,
    line,
    code,
    file: `${page.replaceAll(/\W/g, "-")}-${line}${hasSuites(code) ? ".test" : ""}.ts`,
  }))

/** The code in the packages' READMEs and docstrings. docs.test.ts runs the code on other pages. */
const snippets = nameFiles(pagesOf(["packages/*/README.md", "packages/*/src/**/*.ts"]))
const modules = [...snippets, ...nameFiles(pagesOf(["*.md", "docs/**/*.md"]))]

/** A module that imports every entry point. */
const everything = packages
  .flatMap(({ name, manifest }) =>
    Object.entries<{ readonly types?: string }>(manifest.exports ?? {}).flatMap(([path, { types }]) =>
      // What has no declarations is for the tests of this repository.
      types === undefined ? [] : name + path.slice(1),
    ),
  )
  .map((specifier, i) => `export * as module${i} from "${specifier}"\n`)
  .join("")

const runtimes = [
  { name: "Node.js 22.19", node: join(root, "test/node22/node_modules/node/bin/node") },
  { name: "Node.js 24", node: join(root, "node_modules/node/bin/node") },
]

/** A project outside of the repository that has the packed packages and what they depend on, nothing else. */
const project = mkdtempSync(join(tmpdir(), "packages-"))

const tsconfig = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    target: "es2024",
    module: "nodenext",
    types: ["node"],
  },
}

/** Installs a package as npm does: the files of its tarball, and the dependencies that its manifest names. */
const install = async ({ name, manifest, tarball }: (typeof packages)[number]) => {
  const directory = join(project, "node_modules", name)
  mkdirSync(directory, { recursive: true })
  await run("tar", ["-xzf", join(project, tarball), "-C", directory, "--strip-components=1"])
  for (const dependency of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    if (!packages.some(({ name }) => name === dependency)) link(dependency)
  }
}

const linked = new Set<string>()
const link = (dependency: string) => {
  if (linked.has(dependency)) return
  linked.add(dependency)
  const path = join("node_modules", dependency)
  mkdirSync(dirname(join(project, path)), { recursive: true })
  symlinkSync(join(root, path), join(project, path))
}

beforeAll(async () => {
  const workspaces = packages.map(({ directory }) => `--workspace=packages/${directory}`)
  // What the scripts would build has been built before the tests.
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", project, ...workspaces], { cwd: root })
  for (const pack of packages) await install(pack)
  // What the examples of testing run in, and the driver in those of adapter-sql.
  for (const dependency of ["@types/node", "vitest", "pg", "@types/pg"]) link(dependency)
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }))
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify(tsconfig))
  for (const { file, code } of modules) writeFileSync(join(project, file), code)
  writeFileSync(join(project, "everything.ts"), everything)
})
afterAll(() => rmSync(project, { recursive: true }))

/**
 * Whose types are looked for as a bundler does: where somebody waits, those of the package with the most entry points. As
 * Node.js does, the compiler looks for those of all of them below.
 */
const resolved = times(
  ["adapter-http"],
  packages.map(({ directory }) => directory),
)

/** A web page brings what it needs. */
const isBundle = ({ devDependencies = {} }: (typeof packages)[number]["manifest"]) => "vite" in devDependencies

describe.each(packages)("the package $name", ({ directory, name, manifest, tarball }) => {
  it("contains its files and no others", async () => {
    const { stdout } = await run("tar", ["-tzf", join(project, tarball)])
    const files = stdout.trim().split("\n")
    for (const file of ["LICENSE", "README.md", "package.json"]) assert.include(files, `package/${file}`)
    const others = files.filter(
      (file) => !/^package\/(LICENSE|README\.md|package\.json|(dist|src|bin|template)\/.*)$/.test(file),
    )
    assert.deepEqual(others, [])
    assert.strictEqual(
      readFileSync(join(root, "packages", directory, "LICENSE"), "utf8"),
      readFileSync(join(root, "LICENSE"), "utf8"),
    )
    for (const field of ["description", "keywords", "license", "files"]) assert.exists(manifest[field], field)
  })

  it.skipIf(isBundle(manifest))("contains the sources that its source maps name", async () => {
    const directory = join(project, "node_modules", name)
    const maps = readdirSync(join(directory, "dist"), { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".map"),
    )
    assert.isNotEmpty(maps)
    for (const map of maps.map((file) => join(directory, "dist", file))) {
      const { sources } = JSON.parse(readFileSync(map, "utf8"))
      for (const source of sources) assert.isTrue(existsSync(join(dirname(map), source)), `${map}: ${source}`)
    }
  })

  it.skipIf(manifest.exports === undefined || isBundle(manifest))(
    "uses the effect of the project that installs it",
    () => {
      assert.property(manifest.peerDependencies, "effect")
      assert.notProperty(manifest.dependencies, "effect")
      assert.notProperty(manifest.peerDependenciesMeta ?? {}, "effect")
    },
  )

  it("passes publint", async () => {
    const { buffer } = Uint8Array.from(readFileSync(join(project, tarball)))
    const { messages } = await publint({ pack: { tarball: buffer }, strict: true, level: "error" })
    assert.deepStrictEqual(messages, [])
  })

  it.skipIf(manifest.exports === undefined || !resolved.includes(directory))(
    "has types that every module resolution finds",
    () => run(bin("attw"), [join(project, tarball), "--profile", "esm-only"]),
  )
})

const checkTypes = (config: string, ...options: ReadonlyArray<string>) =>
  run(bin("tsc"), ["-p", join(project, config), ...options]).catch(({ stdout }) => assert.fail(stdout))

it("the code of the documentation has no type errors, and neither have the types of the packages", () =>
  checkTypes("tsconfig.json"))

// Effect's own declarations name types of the DOM.
it("projects without the DOM have no type errors, once they skip the declarations of libraries", () =>
  checkTypes("tsconfig.json", "--lib", "es2024", "--skipLibCheck"))

it("projects without the DOM that have the promise API alone need not skip them", async () => {
  const files = snippets.flatMap(({ file, code }) => (/make(ContactsService|SqlStore)\(/.test(code) ? [file] : []))
  assert.isNotEmpty(files)
  const config = { extends: "./tsconfig.json", compilerOptions: { lib: ["es2024"] }, files }
  writeFileSync(join(project, "promises.json"), JSON.stringify(config))
  await checkTypes("promises.json")
})

/** The environment of code: with an empty database if it reads DATABASE_URL. */
const environmentOf = (code: string) =>
  code.includes("DATABASE_URL") ? Effect.map(emptyDatabase, (url) => ({ DATABASE_URL: url })) : Effect.succeed({})

/** The oldest version decides: what runs on it runs on the newer one. Both are tried where nobody waits. */
const runtimesOfReadmes = runtimes.slice(0, times(1, runtimes.length))

/** Tests of Node.js run in a process of their own, and end it with a failure where one fails. */
const isNodeTest = (code: string) => /^test\(/m.test(code)

const suites = snippets.filter(({ code }) => hasSuites(code)).map(({ file }) => file)

describe.each(runtimesOfReadmes)("on $name, the code of the READMEs and docstrings", ({ node }) => {
  let results: Record<string, { readonly stdout: string; readonly stderr: string }>
  let passed: ReadonlyArray<string>

  beforeAll(async () => {
    const modules = Effect.forEach(
      snippets.filter(({ code }) => !hasSuites(code) && !isNodeTest(code)),
      ({ file, code }) => Effect.map(environmentOf(code), (env) => ({ file: join(project, file), env })),
    )
    const runAll = Effect.flatMap(modules, (modules) =>
      Effect.promise(() => run(node, [runModules, JSON.stringify(modules)], { cwd: project })),
    )
    const { stdout } = await Effect.runPromise(Effect.scoped(runAll))
    results = JSON.parse(stdout)
    const vitest = [join(project, "node_modules/vitest/vitest.mjs"), "run", "--max-workers=1", "--no-isolate"]
    const report = join(project, "report.json")
    await run(node, [...vitest, "--reporter=json", `--outputFile=${report}`, ...suites], { cwd: project })
    const { testResults } = JSON.parse(readFileSync(report, "utf8"))
    passed = testResults.flatMap(({ name, status }: Record<string, string>) => (status === "passed" ? [name] : []))
  })

  it.each(snippets)("at $page:$line does what it says", async ({ file, code }) => {
    if (hasSuites(code)) return assert.include(passed, join(project, file))
    const runAlone = Effect.flatMap(environmentOf(code), (env) =>
      Effect.promise(() => run(node, [file], { cwd: project, env: { ...process.env, ...env } })),
    )
    const { stdout, stderr } = results[join(project, file)] ?? (await Effect.runPromise(Effect.scoped(runAlone)))
    assert.strictEqual(stderr, "")
    const printed = [...code.matchAll(/console\.log\(.*\),? \/\/ (.*)$/gim)].map(([, output]) => output)
    // Tests print more.
    if (!isNodeTest(code)) assert.strictEqual(stdout, printed.map((line) => `${line}\n`).join(""))
  })
})

describe.each(runtimes)("on $name", ({ node }) => {
  it("the command line runs", async () => {
    const bin = join(project, "node_modules/bulk-contacts/bin/bulk-contacts.js")
    const { stdout, stderr } = await run(node, [bin, "--help"])
    assert.include(stdout, "serve")
    assert.strictEqual(stderr, "")
    const { version } = packages.find(({ name }) => name === "bulk-contacts")?.manifest ?? {}
    assert.deepStrictEqual(await run(node, [bin, "--version"]), { stdout: `${version}\n`, stderr: "" })
  })
})

it("the store on a PostgreSQL server needs no PGlite, and the entry point of the embedded one names it", async () => {
  const directory = mkdtempSync(join(tmpdir(), "without-pglite-"))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const [from, to] = [project, directory].map((parent) => join(parent, "node_modules")) as [string, string]
  mkdirSync(join(to, "@bulk-contacts"), { recursive: true })
  const others = readdirSync(from).filter((name) => name !== "@bulk-contacts" && name !== "@electric-sql")
  for (const name of [...others, "@bulk-contacts/core"]) symlinkSync(join(from, name), join(to, name))
  // Through a link, Node.js would look for PGlite where the package is.
  cpSync(join(from, "@bulk-contacts/adapter-pg"), join(to, "@bulk-contacts/adapter-pg"), { recursive: true })
  const load = (entry: string) =>
    run(process.execPath, ["--input-type=module", "--eval", `import "${entry}"`], { cwd: directory })
  await load("@bulk-contacts/adapter-pg")
  const error = await load("@bulk-contacts/adapter-pg/pglite").then(
    () => assert.fail("it was loaded without PGlite"),
    ({ stderr }) => String(stderr),
  )
  assert.include(error, "Cannot find package '@electric-sql/pglite'")
})
