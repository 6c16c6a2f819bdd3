import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { billOfMaterials } from './lib/bill-of-materials.mjs';
import { supplyChainProblems, type Lock, type LockedPackage, type Manifest } from './lib/supply-chain.mjs';
import { thirdParty } from './lib/third-party.mjs';

const read = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T;
const manifest = read<Manifest & { name: string; version: string; license: string }>('package.json');
const lock = read<Lock>('package-lock.json');

describe('the packages that Perch is made of', () => {
  it.each(['.', 'bench'])(
    'are pinned, verified, of allowed licences and run nothing when installed (%s)',
    (folder) => {
      const tree = [
        read<Manifest>(`${folder}/package.json`),
        read<Lock>(`${folder}/package-lock.json`),
      ] as const;
      expect(Object.keys(tree[1].packages).length).toBeGreaterThan(5);
      expect(supplyChainProblems(...tree)).toEqual([]);
    },
  );

  it('are written into the lock file without the address of a registry, so that one that is there is another place', () => {
    for (const folder of ['.', 'bench'])
      expect(readFileSync(`${folder}/.npmrc`, 'utf8')).toMatch(/^omit-lockfile-registry-resolved=true$/m);
  });
});

/** The tree with one entry of the lock file changed. */
const withEntry = (path: string, changes: Partial<LockedPackage>): [Manifest, Lock] => [
  manifest,
  { ...lock, packages: { ...lock.packages, [path]: { ...lock.packages[path], ...changes } } },
];
const withManifest = (changes: Partial<Manifest>): [Manifest, Lock] => [{ ...manifest, ...changes }, lock];
const shipped = 'node_modules/ws';
const tool = 'node_modules/vitest';

describe('a tree is refused', () => {
  it.each<[string, [Manifest, Lock], RegExp]>([
    ['without integrity', withEntry(shipped, { integrity: undefined }), /ws: has no SHA-512 integrity/],
    ['with a weak one', withEntry(shipped, { integrity: 'sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }), /SHA-512/],
    ['with a tarball', withEntry(tool, { resolved: 'https://elsewhere.example/a.tgz' }), /vitest: comes from elsewhere/],
    ['with a repository', withEntry(tool, { resolved: 'git+ssh://git@elsewhere.example/a.git#1' }), /elsewhere/],
    ['with a link', withEntry('node_modules/linked', { link: true, resolved: '../x' }), /linked: comes from elsewhere/],
    ['with a bundled package', withEntry(tool, { inBundle: true }), /vitest: comes inside another package/],
    ['with a new install script', withEntry(tool, { hasInstallScript: true }), /vitest: has an install script/],
    ['with a script that may run', withManifest({ allowScripts: { ...manifest.allowScripts, usocket: true } }), /usocket: its install script is allowed/],
    ['with a stale name among scripts', withManifest({ allowScripts: { ...manifest.allowScripts, ws: false } }), /ws: allowScripts names it/],
    ['with a copyleft tool', withEntry(tool, { license: 'GPL-3.0-only' }), /vitest: has a licence .*GPL-3.0-only/],
    ['with a choice of licences of which none is allowed', withEntry(tool, { license: '(GPL-2.0 OR AGPL-3.0)' }), /vitest: has a licence/],
    ['with a shipped package of a licence for tools', withEntry(shipped, { license: 'MPL-2.0' }), /ws: has a licence/],
    ['with a package without licence', withEntry(tool, { license: undefined }), /vitest: names no licence/],
    ['with a range', withManifest({ dependencies: { ...manifest.dependencies, ws: '^8.23.0' } }), /ws is not pinned/],
    ['with a tag', withManifest({ devDependencies: { ...manifest.devDependencies, vite: 'latest' } }), /vite is not pinned/],
    ['with an address for a version', withManifest({ dependencies: { ...manifest.dependencies, ws: 'github:a/ws' } }), /ws is not pinned/],
    ['with an override of a range', withManifest({ overrides: { 'oxc-parser': '0.x' } }), /oxc-parser is not pinned/],
    ['whose lock file is another’s', withManifest({ dependencies: { ...manifest.dependencies, ws: '8.22.0' } }), /ws is 8\.22\.0 in the manifest/],
  ])('%s', (_name, tree, problem) => {
    const problems = supplyChainProblems(...tree);
    expect(problems).toContainEqual(expect.stringMatching(problem));
  }); // prettier-ignore
});

describe('the bill of materials', () => {
  const bill = billOfMaterials(manifest, lock);

  it('has everything that is shipped, and nothing that only builds or tests it', () => {
    const listed = bill.components.map(
      ({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`,
    );
    expect(listed).toEqual(
      expect.arrayContaining(thirdParty().map(({ name, version }) => `${name}@${version}`)),
    );
    expect(listed).toContain(`electron@${manifest.devDependencies?.['electron']}`);
    expect(listed.filter((name) => /^(vitest|eslint|playwright-core|typescript)@/.test(name))).toEqual([]);
  });

  it('is CycloneDX: one name for each part, a hash and a licence of each, and no dependency that is not there', () => {
    const refs = bill.components.map((one) => one['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    for (const { hashes, licenses, purl } of bill.components) {
      expect([purl, hashes[0]?.content]).toEqual([purl, expect.stringMatching(/^[0-9a-f]{128}$/)]);
      const [named] = licenses;
      const license = named === undefined ? '' : 'license' in named ? named.license.id : named.expression;
      expect([purl, license]).toEqual([purl, expect.stringMatching(/^[\w.-]+$| OR /)]);
    }
    const known = new Set([...refs, bill.metadata.component['bom-ref']]);
    for (const { ref, dependsOn } of bill.dependencies) {
      expect([ref, ...dependsOn].filter((each) => !known.has(each))).toEqual([]);
    }
    expect(bill.dependencies.find(({ ref }) => /libsql@/.test(ref))?.dependsOn.length).toBeGreaterThan(3);
    expect(bill.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('is the same for the same lock file', () => {
    expect(JSON.stringify(billOfMaterials(manifest, lock))).toBe(JSON.stringify(bill));
  });
});
