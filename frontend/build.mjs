/**
 * Builds `dist/`: hashed names, one chunk per view, minified, with source maps, and each file also as `.br` and `.gz`.
 * Prints what a browser loads before the first page is drawn; fails where that is more than the limit.
 */
import { build } from 'esbuild';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const HERE = import.meta.dirname;
/** `node build.mjs [FOLDER]` */
const DIST = path.resolve(process.argv[2] ?? path.join(HERE, 'dist'));
const LIMIT_BYTES = 150_000;
const COMPRESSED = /\.(js|css|svg|html|map)$/;

/** All files that `file` loads statically, itself included. */
function withImports(outputs, file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { path: imported, kind } of outputs[file].imports) {
    if (kind === 'import-statement') withImports(outputs, imported, seen);
  }
  return seen;
}

async function compress(name, content) {
  const file = path.join(DIST, name);
  const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  await writeFile(`${file}.br`, brotli);
  await writeFile(`${file}.gz`, gzipSync(content, { level: 9 }));
  return brotli.length;
}

await rm(DIST, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: HERE,
  entryPoints: { main: 'js/main.js', app: 'css/app.css', icon: 'icon.svg' },
  outdir: path.join(DIST, 'assets'),
  publicPath: '/assets/',
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.svg': 'copy' },
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['chrome120'],
  minify: true,
  sourcemap: true,
  metafile: true,
  write: true,
  logLevel: 'warning',
});

const outputs = metafile.outputs;
const entry = (source) => Object.keys(outputs).find((name) => outputs[name].entryPoint === source) ?? missing(source);
function missing(source) {
  throw new Error(`esbuild made nothing of ${source}`);
}
const inDist = (output) => path.relative(DIST, path.resolve(HERE, output));
const url = (output) => `/${inDist(output)}`;

const script = entry('js/main.js');
const style = entry('css/app.css');
const loaded = new Set([...withImports(outputs, script), style, ...withImports(outputs, entry('locales/ja.json')), ...withImports(outputs, entry('js/views/login.js'))]);
const preload = [...withImports(outputs, script)].filter((name) => name !== script)
  .map((name) => `    <link rel="modulepreload" href="${url(name)}">`).join('\n');

const template = await readFile(path.join(HERE, 'index.html'), 'utf8');
const page = template
  .replace('{{style}}', url(style))
  .replace('{{script}}', url(script))
  .replace('{{icon}}', url(entry('icon.svg')))
  .replace('{{preload}}\n', preload ? `${preload}\n` : '');
await writeFile(path.join(DIST, 'index.html'), page);

let first = await compress('index.html', Buffer.from(page));
for (const name of Object.keys(outputs)) {
  if (!COMPRESSED.test(name)) continue;
  const size = await compress(inDist(name), await readFile(path.join(HERE, name)));
  if (loaded.has(name)) first += size;
}
console.log(`first load: ${(first / 1000).toFixed(1)} kB compressed (limit ${LIMIT_BYTES / 1000} kB)`);
if (first > LIMIT_BYTES) process.exitCode = 1;
