// Run by Electron itself as an app, so that V8 has the version and the flags of the one that will read it:
// electron make-code-cache.cjs FILE… runs the modules in turn and writes FILE.cache beside each.
const { readFileSync, writeFileSync } = require('node:fs');
const { createRequire, Module } = require('node:module');
const { dirname } = require('node:path');
const { Script } = require('node:vm');
const { app } = require('electron');

const made = process.argv
  .filter((argument) => argument.endsWith('.cjs'))
  .slice(1)
  .map((file) => {
    const source = readFileSync(file, 'latin1');
    if (/[^\0-\x7f]/.test(source)) throw new Error(`${file} holds characters outside of ASCII`);
    // To the letter as electron/main/compiled.ts has it.
    const wrapped = `(function (exports, require, module, __filename, __dirname) { ${source}\n});`;
    const script = new Script(wrapped, { filename: file });
    // What runs when it is read is compiled by this, and nothing else: all its functions would take longer to read than to compile.
    const module = new Module(file);
    require.cache[file] = module;
    script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
    return { file, script };
  });
for (const { file, script } of made) writeFileSync(`${file}.cache`, script.createCachedData());
app.exit(0);
