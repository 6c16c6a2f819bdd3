/** What a measured process is told; it answers each message with one {@link Answer}. */
export type Order =
  | {
      readonly connect: string;
      /** Certificate authority (PEM) of the server, for the client's own option. */
      readonly authority?: string;
      readonly warmUp: number;
    }
  | {
      readonly orders: number;
      /** Times each order on its own, which costs two calls of the system for each. */
      readonly each?: boolean;
    };

export interface Answer {
  /** User and system time of the whole process, all threads, µs. */
  readonly cpuUs: number;
  readonly wallMs: number;
  /** Of each order, µs; empty unless it was asked for. */
  readonly eachCpuUs: readonly number[];
  readonly eachWallUs: readonly number[];
}

/** Places one order and checks that its answer was read. `n` counts from 0 and makes each order another. */
export type PlaceOrder = (n: number) => Promise<void>;

export const KEY_ID = 'bench-key-0123456789abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ';
export const SECRET = 'bench-secret-0123456789abcdefghijklmnopqrstuvwxyz0123456789ABCDEF';
/** Whether it is one of the server's ids, which JSON.parse would round. */
export const isOrderId = (id: string): boolean => /^46130197260\d{8}$/.test(id);

/** Prices and quantities differ from order to order, as they do in life; the server does not look at them. */
export const priceOf = (n: number): string => `${20_000 + (n % 997)}.${10 + (n % 89)}`;
export const quantityOf = (n: number): string => `0.${1_000 + (n % 8_999)}`;

/** Runs rounds of orders, one after another as a person or a strategy sends them, as the parent process asks. */
export function serveRounds(connect: (url: string, authority?: string) => Promise<PlaceOrder>): void {
  let place: PlaceOrder | undefined;
  let placed = 0;

  async function run(count: number, each: boolean): Promise<Answer> {
    if (place === undefined) throw new Error('Not connected.');
    const eachCpuUs: number[] = [];
    const eachWallUs: number[] = [];
    const wall = performance.now();
    const cpu = process.cpuUsage();
    for (const end = placed + count; placed < end; placed += 1) {
      if (!each) {
        await place(placed);
        continue;
      }
      const wallBefore = performance.now();
      const cpuBefore = process.cpuUsage();
      await place(placed);
      const spent = process.cpuUsage(cpuBefore);
      eachCpuUs.push(spent.user + spent.system);
      eachWallUs.push((performance.now() - wallBefore) * 1_000);
    }
    const { user, system } = process.cpuUsage(cpu);
    return { cpuUs: user + system, wallMs: performance.now() - wall, eachCpuUs, eachWallUs };
  }

  async function obey(order: Order): Promise<Answer> {
    if ('orders' in order) return run(order.orders, order.each === true);
    place = await connect(order.connect, order.authority);
    return run(order.warmUp, false);
  }

  process.on('message', (order: Order) => {
    void obey(order).then(
      (answer) => process.send?.(answer),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
