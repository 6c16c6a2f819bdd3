import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { isShipped, licenseOf, packageName } from './supply-chain.mjs';

/** @typedef {import('./supply-chain.mjs').Lock} Lock @typedef {import('./supply-chain.mjs').LockedPackage} LockedPackage */

/**
 * The software bill of materials of a Perch that users get, as CycloneDX 1.6 JSON: every package that is in it, with its version,
 * licence, SHA-512 and what it depends on, and Electron. Made from the lock file alone, so that the same lock gives the same bytes.
 *
 * Not by `npm sbom`: that refuses a tree in which an optional peer dependency of a tool is not met, as ours.
 * @param {{ name: string, version: string, license: string }} product
 * @param {Lock} lock
 */
export function billOfMaterials(product, lock) {
  const shipped = Object.entries(lock.packages).filter(
    ([path, entry]) => path !== '' && (isShipped(entry) || path === 'node_modules/electron'),
  );
  const components = shipped.map(([path, entry]) => component(path, entry));
  const refs = new Map(shipped.map(([path, entry]) => [path, purlOf(path, entry)]));
  const own = `pkg:generic/${product.name}@${product.version}`;
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify([own, [...refs.values()]]))}`,
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': own,
        name: product.name,
        version: product.version,
        licenses: [{ license: { id: product.license } }],
      },
    },
    components: components.sort((a, b) => a['bom-ref'].localeCompare(b['bom-ref'], 'en')),
    dependencies: [
      { ref: own, dependsOn: direct(lock, refs) },
      ...shipped.map(([path, entry]) => ({
        ref: purlOf(path, entry),
        // What Electron depends on fetches it, and is not in it.
        dependsOn: path === 'node_modules/electron' ? [] : neededBy(path, entry, lock, refs),
      })),
    ],
  };
}

/** @param {string} path @param {LockedPackage} entry */
function component(path, entry) {
  const name = packageName(path, entry);
  const slash = name.indexOf('/');
  return {
    type: path === 'node_modules/electron' ? 'framework' : 'library',
    'bom-ref': purlOf(path, entry),
    ...(slash < 0 ? {} : { group: name.slice(0, slash) }),
    name: name.slice(slash + 1),
    version: entry.version ?? '',
    // Native parts for another system are not installed on this one.
    scope: entry.optional === true ? 'optional' : 'required',
    hashes: [
      { alg: 'SHA-512', content: Buffer.from(entry.integrity?.slice(7) ?? '', 'base64').toString('hex') },
    ],
    licenses: [licenseEntry(licenseOf(name, entry) ?? '')],
    purl: purlOf(path, entry),
  };
}

/** @param {string} license @returns {{ license: { id: string } } | { expression: string }} */
function licenseEntry(license) {
  return / (OR|AND) /.test(license) ? { expression: license } : { license: { id: license } };
}

/** Package URL: `pkg:npm/%40scope/name@version`. @param {string} path @param {LockedPackage} entry */
function purlOf(path, entry) {
  return `pkg:npm/${packageName(path, entry).replace('@', '%40')}@${entry.version ?? ''}`;
}

/** @param {Lock} lock @param {ReadonlyMap<string, string>} refs */
function direct(lock, refs) {
  const names = [...Object.keys(lock.packages['']?.dependencies ?? {}), 'electron'];
  return names.flatMap((name) => refs.get(`node_modules/${name}`) ?? []).sort();
}

/** @param {string} path @param {LockedPackage} entry @param {Lock} lock @param {ReadonlyMap<string, string>} refs */
function neededBy(path, entry, lock, refs) {
  const names = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies });
  return names.flatMap((name) => refs.get(foundFrom(path, name, lock)) ?? []).sort();
}

/** Where Node finds a package that another one depends on: beside it, or further up. @param {string} path @param {string} name @param {Lock} lock */
function foundFrom(path, name, lock) {
  for (let from = `${path}/`; from !== ''; from = from.slice(0, from.lastIndexOf('node_modules/'))) {
    const found = `${from}node_modules/${name}`;
    if (lock.packages[found]) return found;
  }
  return `node_modules/${name}`;
}

/** A UUID (version 5 in form) of a text. @param {string} text */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Writes that of this tree into a folder, which packages bring along. @param {string} folder @returns {string} the file */
export function writeBillOfMaterials(folder) {
  const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(root, name), 'utf8'));
  const file = join(folder, 'perch.cdx.json');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    file,
    `${JSON.stringify(billOfMaterials(read('package.json'), read('package-lock.json')), null, 2)}\n`,
  );
  return file;
}
