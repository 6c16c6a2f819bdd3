import { join } from 'node:path';
import { writeBillOfMaterials } from './lib/bill-of-materials.mjs';
import { root } from './lib/paths.mjs';
import { say, sayFailure } from './lib/say.mjs';

/** `npm run sbom`: writes the software bill of materials to `out/perch.cdx.json`, as the build does too. */
try {
  say(writeBillOfMaterials(join(root, 'out')));
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
