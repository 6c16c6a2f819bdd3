/** PROTOCOL: `4613019726031880200` was seen, beyond 2^53; ids begin there so that clients must keep every digit. */
const FIRST_ORDER_ID = 4_613_019_726_031_880_200n;

/** Growing order ids that survive a restart. */
export class OrderIds {
  constructor(private following = FIRST_ORDER_ID) {}

  /** The id the next order will get. */
  get upcoming(): bigint {
    return this.following;
  }

  next(): bigint {
    return this.following++;
  }
}
