/** A page and what it loads, ready to be served: `createWebHandler({ importPage })`, or `ImportPage` of adapter-http. */
export interface ImportPage {
  /** The page. */
  readonly html: string
  /** What the page loads, by the names of the files in the folder `import` next to it. */
  readonly files: Readonly<Record<string, string>>
}

/**
 * The import page: people drop a file of contacts, see what will be stored, fix what is wrong, and import it. Everything is
 * checked in the browser, with the code of the server.
 */
export declare const importPage: ImportPage
