/** Writes `js/api/schema.d.ts` from the contract, `openapi/openapi.json`; with `--check` only says whether it is up to date. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const HERE = path.join(import.meta.dirname, '..');
const TARGET = path.join(HERE, 'js/api/schema.d.ts');
const contract = JSON.parse(await readFile(path.join(HERE, '../openapi/openapi.json'), 'utf8'));
const types = `/* Generated from openapi/openapi.json by \`npm run api-types\`; do not edit. */\n${astToString(await openapiTS(contract))}`;

if (process.argv.includes('--check')) {
  const present = await readFile(TARGET, 'utf8').catch(() => '');
  if (present !== types) {
    console.error('js/api/schema.d.ts is not what openapi/openapi.json gives: run `npm run api-types`');
    process.exitCode = 1;
  }
} else {
  await writeFile(TARGET, types);
}
