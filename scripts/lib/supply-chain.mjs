/**
 * What a lock file and its manifest may say about packages. Nothing here asks the network, and nothing names a registry: with
 * `omit-lockfile-registry-resolved` npm writes where a package comes from only when it is *not* the registry in use.
 *
 * @typedef {Readonly<Record<string, string>>} Ranges
 * @typedef {{
 *   dependencies?: Ranges, devDependencies?: Ranges, optionalDependencies?: Ranges,
 *   overrides?: Readonly<Record<string, unknown>>, allowScripts?: Readonly<Record<string, boolean>>,
 * }} Manifest
 * @typedef {{
 *   name?: string, version?: string, resolved?: string, integrity?: string | undefined, link?: boolean, inBundle?: boolean,
 *   license?: string | readonly string[] | undefined, dev?: boolean, devOptional?: boolean, optional?: boolean, hasInstallScript?: boolean,
 *   dependencies?: Ranges, optionalDependencies?: Ranges, peerDependencies?: Ranges,
 * }} LockedPackage
 * @typedef {{ lockfileVersion?: number, packages: Readonly<Record<string, LockedPackage>> }} Lock
 */

const DEPENDENCY_KINDS = /** @type {const} */ (['dependencies', 'devDependencies', 'optionalDependencies']);

/** One version and nothing else, also under another name (`npm:<name>@<version>`). */
const EXACT = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

/** 512 bits in base64. */
const STRONG_INTEGRITY = /^sha512-[A-Za-z0-9+/]{86}==$/;

/** Licences of what users get: each asks for no more than to be passed on with its text, which the About panel does. */
const SHIPPED_LICENSES = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'OFL-1.1',
  'Python-2.0',
]);

/** Of what only builds and tests Perch, and reaches no user. */
const TOOL_LICENSES = new Set([
  ...SHIPPED_LICENSES,
  'CC-BY-4.0',
  'MPL-2.0',
  'Unlicense',
  'WTFPL',
  // As some older packages spell MIT, and MIT or Apache-2.0.
  'MIT/X11',
  'MIT,Apache2',
]);

/** Tools whose package.json names no licence; read from the text that they bring, for exactly this version. */
const LICENSE_READ_BY_HAND = new Map([
  ['jsbi@2.0.5', 'Apache-2.0'],
  ['map-stream@0.1.0', 'MIT'],
]);

/** `node_modules/a/node_modules/@b/c` → `@b/c`, or what it is called where it comes from. @param {string} path @param {LockedPackage} entry */
export function packageName(path, { name }) {
  return name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** Whether users get it: npm marks all else. @param {LockedPackage} entry */
export function isShipped({ dev, devOptional }) {
  return dev !== true && devOptional !== true;
}

/**
 * Everything that is wrong with a tree of packages, one sentence each; empty when nothing is.
 * @param {Manifest} manifest package.json
 * @param {Lock} lock package-lock.json
 * @returns {string[]}
 */
export function supplyChainProblems(manifest, lock) {
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
  return [
    ...(lock.lockfileVersion === 3 ? [] : ['the lock file is not of version 3']),
    ...rangeProblems(manifest, lock),
    ...packages.flatMap(([path, entry]) => originProblems(path, entry)),
    ...packages.flatMap(([path, entry]) => licenseProblems(path, entry)),
    ...scriptProblems(manifest, packages),
  ];
}

/** @param {Manifest} manifest @param {Lock} lock */
function rangeProblems(manifest, lock) {
  const problems = [];
  for (const kind of DEPENDENCY_KINDS) {
    for (const [name, range] of Object.entries(manifest[kind] ?? {})) {
      if (!EXACT.test(range)) problems.push(`${kind}: ${name} is not pinned to one version (${range})`);
      const locked = lock.packages[`node_modules/${name}`]?.version;
      if (locked !== range.slice(range.lastIndexOf('@') + 1))
        problems.push(
          `${kind}: ${name} is ${range} in the manifest and ${locked ?? 'absent'} in the lock file`,
        );
    }
    if (
      JSON.stringify(manifest[kind] ?? {}) !==
      JSON.stringify(lock.packages['']?.[/** @type {'dependencies'} */ (kind)] ?? {})
    )
      problems.push(`${kind}: manifest and lock file differ`);
  }
  for (const [name, range] of Object.entries(manifest.overrides ?? {})) {
    if (typeof range !== 'string' || !EXACT.test(range))
      problems.push(`overrides: ${name} is not pinned to one version`);
  }
  return problems;
}

/** @param {string} path @param {LockedPackage} entry */
function originProblems(path, entry) {
  const problems = [];
  if (entry.resolved !== undefined || entry.link === true)
    problems.push(`${path}: comes from elsewhere than the registry`);
  if (entry.inBundle === true) problems.push(`${path}: comes inside another package, unverified`);
  else if (!STRONG_INTEGRITY.test(entry.integrity ?? '')) problems.push(`${path}: has no SHA-512 integrity`);
  if (!/^\d+\.\d+\.\d+/.test(entry.version ?? '')) problems.push(`${path}: has no version`);
  return problems;
}

/** @param {string} path @param {LockedPackage} entry */
function licenseProblems(path, entry) {
  const name = packageName(path, entry);
  const license = licenseOf(name, entry);
  const allowed = isShipped(entry) ? SHIPPED_LICENSES : TOOL_LICENSES;
  if (license === undefined) return [`${path}: names no licence`];
  // Of licences to choose from one is enough.
  const choice = license.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return choice.some((one) => allowed.has(one))
    ? []
    : [`${path}: has a licence that is not allowed for it (${license})`];
}

/** @param {string} name @param {LockedPackage} entry @returns {string | undefined} */
export function licenseOf(name, { license, version }) {
  return license === undefined
    ? LICENSE_READ_BY_HAND.get(`${name}@${version ?? ''}`)
    : [license].flat().join();
}

/**
 * Every package that would run something when it is installed is named in `allowScripts`, and all of them are told not to: Perch needs
 * none of it.
 * @param {Manifest} manifest
 * @param {readonly (readonly [string, LockedPackage])[]} packages
 */
function scriptProblems({ allowScripts = {} }, packages) {
  const running = new Set(
    packages.flatMap(([path, entry]) => (entry.hasInstallScript === true ? [packageName(path, entry)] : [])),
  );
  return [
    ...[...running]
      .filter((name) => !Object.hasOwn(allowScripts, name))
      .map((name) => `${name}: has an install script that allowScripts does not name`),
    ...Object.entries(allowScripts)
      .filter(([name, allowed]) => allowed || !running.has(name))
      .map(([name, allowed]) =>
        allowed
          ? `${name}: its install script is allowed`
          : `${name}: allowScripts names it, and it has no install script`,
      ),
  ];
}
