import { existsSync, readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

/** What became of the code that V8 had made beforehand: `none` in a Perch that is not packed. */
export type CodeCache = 'used' | 'refused' | 'none';

/**
 * Runs a built CommonJS module of ours, and with it those that it requires. Beside each lies, in a packed Perch, what V8 made of it when it
 * was packed (scripts/lib/package/code-cache.mjs): without that V8 reads the million characters of main at each start, twice. V8 refuses
 * what another version made, or of another text, and compiles as ever.
 * @param file its path; the text is ASCII, as the build makes it
 */
export function runCompiled(file: string): { readonly exports: unknown; readonly codeCache: CodeCache } {
  const require = createRequire(file);
  const cached = `${file}.cache`;
  if (!existsSync(cached)) return { exports: require(file), codeCache: 'none' };
  const script = new Script(wrapped(readFileSync(file, 'latin1')), {
    filename: file,
    cachedData: readFileSync(cached),
  });
  // Node knows it as if it had loaded it: whoever requires it later gets this one.
  const module = new Module(file);
  require.cache[file] = module;
  const run = script.runInThisContext() as (...given: readonly unknown[]) => void;
  run(module.exports, requireCompiled(require), module, file, dirname(file));
  module.loaded = true;
  return { exports: module.exports, codeCache: script.cachedDataRejected === true ? 'refused' : 'used' };
}

/** The same for what it requires of ours at once; the rest is Node's. */
function requireCompiled(require: NodeJS.Require): (id: string) => unknown {
  return (id): unknown => {
    const file = id.startsWith('.') ? require.resolve(id) : undefined;
    const isNew = file !== undefined && require.cache[file] === undefined;
    return isNew ? runCompiled(file).exports : (require(id) as unknown);
  };
}

/** As Node wraps a CommonJS module; the text for which code is made beforehand must be the same to the letter. */
function wrapped(source: string): string {
  return `(function (exports, require, module, __filename, __dirname) { ${source}\n});`;
}
