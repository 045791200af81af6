/** A project into which the packages are installed, as its owner would do it. */
export interface Host {
  readonly name: string
  /** Folders of `projects` with its files. */
  readonly files: ReadonlyArray<string>
  /** What its package.json has before, unless one of the files is a package.json. */
  readonly manifest?: Readonly<Record<string, unknown>>
  /** Whether its relative imports have no extension. */
  readonly extensionless?: boolean
  /** What its owner types to install the packages, after the project's own dependencies. */
  readonly install: string
  /** What docs/embedding.md must say about it. */
  readonly documented?: ReadonlyArray<string>
  /** What must work then, and what it prints. */
  readonly checks: ReadonlyArray<readonly [command: string, output: RegExp]>
}

const INSTALL = "npm install @bulk-contacts/core @bulk-contacts/adapter-memory"
const INSTALL_TESTING =
  "npm install --save-dev @bulk-contacts/testing @bulk-contacts/core @bulk-contacts/adapter-memory"

const INSTALL_NEST = "npm install @bulk-contacts/adapter-http @bulk-contacts/adapter-memory @bulk-contacts/core express"

const INSTALL_WEB =
  "npm install @bulk-contacts/adapter-http @bulk-contacts/adapter-memory @bulk-contacts/adapter-pg @bulk-contacts/core"

const module = { private: true, type: "module" }
const commonJs = { private: true }

/** As Nest's own template has it. Jest needs it to load ES modules. */
const JEST = "node --experimental-vm-modules node_modules/jest/bin/jest.js"

const vitestPassed = /Tests +\d+ passed/
const jestPassed = /Tests: .* passed/
const served = /^201 \{"total":1,"created":1,"skipped":0\}\nstopped SIGTERM$/m

export const hosts: ReadonlyArray<Host> = [
  {
    name: "NestJS 12 (ES modules, Vitest 4)",
    files: ["nest", "nest-12"],
    install: `${INSTALL_NEST} && ${INSTALL_TESTING}`,
    checks: [
      ["npm run build", /^/],
      ["node try.mjs", served],
      ["npm test", vitestPassed],
    ],
  },
  {
    name: "NestJS 11 (CommonJS, Jest 30)",
    files: ["nest", "nest-11"],
    extensionless: true,
    install: `${INSTALL_NEST} && ${INSTALL_TESTING}`,
    checks: [
      ["npm run build", /^/],
      ["node try.mjs", served],
      [JEST, jestPassed],
    ],
  },
  {
    name: "Vitest 3, fast-check 3",
    files: ["vitest"],
    manifest: { ...module, devDependencies: { vitest: "3.2.4", "fast-check": "3.23.2" } },
    install: INSTALL_TESTING,
    checks: [
      ["npx vitest run", vitestPassed],
      ["npm ls fast-check", /@bulk-contacts\/testing.*\n.*fast-check@3\.23\.2 deduped/],
    ],
  },
  {
    name: "Vitest 4, fast-check 4, pnpm",
    files: ["vitest"],
    manifest: { ...module, devDependencies: { vitest: "4.1.12", "fast-check": "4.11.0" } },
    documented: ["pnpm add @bulk-contacts/core"],
    install: "pnpm add --save-dev @bulk-contacts/testing @bulk-contacts/core @bulk-contacts/adapter-memory",
    checks: [["pnpm exec vitest run", vitestPassed]],
  },
  {
    name: "Vitest 5, Yarn 4",
    files: ["vitest"],
    manifest: { ...module, devDependencies: { vitest: "5.1.2", vite: "8.3.8" } },
    install: "yarn add --dev @bulk-contacts/testing @bulk-contacts/core @bulk-contacts/adapter-memory effect",
    checks: [["yarn vitest run", vitestPassed]],
  },
  {
    name: "Jest 30 (CommonJS)",
    files: ["jest"],
    manifest: { ...commonJs, devDependencies: { jest: "30.5.2" } },
    documented: [JEST],
    install: INSTALL_TESTING,
    checks: [[`${JEST} --testMatch "**/store.test.js"`, jestPassed]],
  },
  {
    name: "Jest 29 (ES modules)",
    files: ["jest"],
    manifest: { ...commonJs, devDependencies: { jest: "29.7.0" } },
    install: INSTALL_TESTING,
    checks: [[`${JEST} --testMatch "**/store.test.mjs"`, jestPassed]],
  },
  {
    name: "node:test",
    files: ["node-test"],
    manifest: module,
    install: INSTALL_TESTING,
    checks: [["node --test", /^. fail 0$/m]],
  },
  {
    name: "Bun",
    files: ["bun"],
    manifest: { ...module, devDependencies: { bun: "1.4.5" }, allowScripts: { bun: true } },
    install: INSTALL_TESTING,
    checks: [["npx bun test", /^ 0 fail$/m]],
  },
  {
    name: "Bun: the web handler, the client, adapter-pg",
    files: ["web", "bun-server", "postgres"],
    manifest: { ...module, devDependencies: { bun: "1.4.5" }, allowScripts: { bun: true } },
    install: INSTALL_WEB,
    checks: [
      ["npx bun main.js", /^served by Bun 1/m],
      ["npx bun postgres.js bun", /^served from PostgreSQL$/m],
    ],
  },
  {
    name: "Deno: the web handler, the client, adapter-pg",
    files: ["web", "deno", "postgres"],
    manifest: { ...module, devDependencies: { deno: "2.9.6" }, allowScripts: { deno: true } },
    install: INSTALL_WEB,
    checks: [
      ["npx deno run --allow-all main.js", /^served by Deno 2/m],
      ["npx deno run --allow-all postgres.js deno", /^served from PostgreSQL$/m],
    ],
  },
  {
    name: "workerd: the web handler",
    files: ["web", "workerd"],
    manifest: { ...module, devDependencies: { workerd: "1.20261117.1", esbuild: "0.28.2" } },
    install: INSTALL_WEB,
    checks: [
      ["npx esbuild worker.js --bundle --format=esm --outfile=bundle.js", /bundle\.js/],
      ["node main.js", /^served by workerd$/m],
    ],
  },
  {
    name: "Prisma 7 (adapter-sql)",
    files: ["prisma"],
    manifest: {
      ...module,
      dependencies: { "@prisma/adapter-pg": "7.10.1", "@prisma/client": "7.10.0" },
      devDependencies: { prisma: "7.10.1" },
    },
    install: "npm install @bulk-contacts/adapter-sql @bulk-contacts/core",
    checks: [
      // The generator needs no engine, but would download one.
      ["PRISMA_SCHEMA_ENGINE_BINARY=/bin/true npx prisma generate", /Generated Prisma Client/],
      ["node main.ts", /^created 2, rolled back 2, unreachable: StoreFailure$/m],
    ],
  },
  {
    name: "Express 5 (CommonJS)",
    files: ["express"],
    manifest: { ...commonJs, dependencies: { express: "5.3.0" } },
    install: INSTALL,
    checks: [["node main.js", /^201 \{"ok":true,"total":2,"created":1,"skipped":1,"replayed":false\}$/m]],
  },
  {
    name: "Express 4 (CommonJS), Yarn 1",
    files: ["express"],
    manifest: { ...commonJs, dependencies: { express: "4.22.3" } },
    documented: ["yarn add @bulk-contacts/core effect"],
    install: "yarn1 add @bulk-contacts/core @bulk-contacts/adapter-memory effect",
    checks: [["node main.js", /^201 \{"ok":true,"total":2,"created":1,"skipped":1,"replayed":false\}$/m]],
  },
  {
    name: "Effect 3 under another name",
    files: ["effect-3"],
    manifest: { ...module, dependencies: { effect: "3.22.4" } },
    documented: ["npm install effect-3@npm:effect@3 effect@4"],
    install: `npm install effect-3@npm:effect@3 effect@4 && ${INSTALL}`,
    checks: [["node main.js", /^Effect 3\n\{"ok":true/]],
  },
  {
    name: "Effect 3 next to a workspace with Effect 4",
    files: ["effect-3-workspace"],
    manifest: { ...module, workspaces: ["contacts"], dependencies: { effect: "3.22.4" } },
    documented: ["npm install @bulk-contacts/core effect@4 --workspace contacts"],
    install: `${INSTALL} effect@4 --workspace contacts`,
    checks: [["node main.js", /^Effect 3\n\{"ok":true/]],
  },
]
