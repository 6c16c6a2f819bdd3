/** A work of others that is part of Perch, with its terms. */
export interface ThirdParty {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly license: string;
  /** License and notices as the package has them, or empty. */
  readonly text: string;
}

declare global {
  /** Put here by the build, see scripts/lib/third-party.mjs. */
  const PERCH_THIRD_PARTY: readonly ThirdParty[];
}

export const thirdParty: readonly ThirdParty[] = PERCH_THIRD_PARTY;
