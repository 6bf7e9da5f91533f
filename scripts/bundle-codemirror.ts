import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/**
 * Makes src/admin-ui/browser/codemirror.js from the packages: `npm run codemirror`. The file is in the repository, so that
 * the page is served as it lies there; a test makes it again and compares.
 */
const ENTRY = fileURLToPath(new URL('codemirror-entry.js', import.meta.url))
const FOLDER = fileURLToPath(new URL('..', import.meta.url))
const TARGET = new URL('../src/admin-ui/browser/codemirror.js', import.meta.url)

export async function bundleCodemirror(): Promise<string> {
  const { outputFiles, metafile } = await build({
    entryPoints: [ENTRY],
    absWorkingDir: FOLDER,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    write: false,
    metafile: true,
  })
  const [file] = outputFiles
  if (!file) throw new Error('esbuild made nothing')
  return `${noticeOf(Object.keys(metafile.inputs))}\n${file.text}`
}

/** Which packages are in it, under which licence: theirs asks for it. */
function noticeOf(inputs: readonly string[]): string {
  const packages = new Set(
    inputs.flatMap(path => /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  )
  const named = [...packages].sort().map(name => {
    const { version, license } = JSON.parse(readFileSync(`${FOLDER}/node_modules/${name}/package.json`, 'utf8'))
    return ` * ${name} ${version} (${license})`
  })
  const license = readFileSync(`${FOLDER}/node_modules/@codemirror/state/LICENSE`, 'utf8')
  const text = license
    .trim()
    .split('\n')
    .map(line => ` * ${line}`.trimEnd())
  return ['/*!', ' * Made by scripts/bundle-codemirror.ts of:', ...named, ' *', ...text, ' */'].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TARGET, await bundleCodemirror())
