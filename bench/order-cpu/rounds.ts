/** What a measured process is told; it answers each message with one {@link Answer}. */
export type Order = { readonly connect: string; readonly warmUp: number } | { readonly orders: number };

export interface Answer {
  /** User and system time of the whole process, all threads, µs. */
  readonly cpuUs: number;
  readonly wallMs: number;
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
export function serveRounds(connect: (url: string) => Promise<PlaceOrder>): void {
  let place: PlaceOrder | undefined;
  let placed = 0;

  async function run(count: number): Promise<Answer> {
    if (place === undefined) throw new Error('Not connected.');
    const wall = performance.now();
    const cpu = process.cpuUsage();
    const end = placed + count;
    for (; placed < end; placed += 1) await place(placed);
    const { user, system } = process.cpuUsage(cpu);
    return { cpuUs: user + system, wallMs: performance.now() - wall };
  }

  async function obey(order: Order): Promise<Answer> {
    if ('orders' in order) return run(order.orders);
    place = await connect(order.connect);
    return run(order.warmUp);
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
