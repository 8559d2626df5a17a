/**
 * Builds `dist/service-worker.js`: the worker's source with the list of all files of this build and their version, as
 * one classic script without imports.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import type { Plugin } from 'vite';

const SOURCE = 'src/lib/engine/service-worker.ts';

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

export function serviceWorker(): Plugin {
  let root = '';
  let publicDir = '';
  return {
    name: 'wandel-service-worker',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      root = config.root;
      publicDir = config.publicDir;
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const version = createHash('sha256');
        const files: string[] = [];
        const add = (name: string, content: string | Uint8Array): void => {
          files.push(name === 'index.html' ? '/' : `/${name}`);
          version.update(name).update('\0').update(content);
        };
        for (const [name, file] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
          if (!name.endsWith('.map')) add(name, file.type === 'chunk' ? file.code : file.source);
        }
        for (const path of publicDir ? filesBelow(publicDir).sort() : []) {
          add(relative(publicDir, path).replaceAll('\\', '/'), readFileSync(path));
        }
        const source = readFileSync(join(root, SOURCE), 'utf8');
        version.update(source);
        const worker = ts.transpileModule(source, {
          compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, removeComments: true },
        }).outputText;
        const constants = `const VERSION = ${JSON.stringify(version.digest('hex').slice(0, 16))};\nconst FILES = ${JSON.stringify(files)};\n`;
        this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: constants + worker });
      },
    },
  };
}
