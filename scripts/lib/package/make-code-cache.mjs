// Run by Electron itself as an app, so that V8 has the version and the flags of the one that will read it:
// electron make-code-cache.mjs FILE… runs the modules in turn and writes FILE.cache beside each.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { basename, dirname } from 'node:path';
import { Script } from 'node:vm';
import { app } from 'electron';

const made = process.argv
  .filter((argument) => argument.endsWith('.cjs'))
  .map((file) => {
    const source = readFileSync(file, 'latin1');
    if (/[^\0-\x7f]/.test(source)) throw new Error(`${file} holds characters outside of ASCII`);
    // To the letter as electron/main/compiled.ts has it.
    const wrapped = `(function (exports, require, module, __filename, __dirname) { ${source}\n});`;
    // Its name is part of what is written down, and no folder of this machine may be: copied, because V8 keeps a piece of a text with the whole.
    const filename = Buffer.from(basename(file)).toString();
    const script = new Script(wrapped, { filename });
    // What runs when it is read is compiled by this, and nothing else: all its functions would take longer to read than to compile.
    const require = createRequire(file);
    const module = new Module(file);
    require.cache[file] = module;
    const run = /** @type {(...given: readonly unknown[]) => void} */ (script.runInThisContext());
    run(module.exports, require, module, file, dirname(file));
    return { file, script };
  });
for (const { file, script } of made) writeFileSync(`${file}.cache`, script.createCachedData());
app.exit(0);
