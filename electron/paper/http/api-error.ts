/** A refusal as the protocol writes it: HTTP status and `{code, msg}`. PROTOCOL: error codes. */
export class ApiError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly status = 400,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** The refusals the paper exchange gives, in the wording of the protocol's family. */
export const refuse = {
  unknownPath: () => new ApiError(-1020, 'This operation is not supported.', 404),
  unsupportedMethod: (allowed: string) =>
    new ApiError(-1020, 'This operation is not supported.', 405, { Allow: allowed }),
  bodyTooLarge: () => new ApiError(-1101, 'Too many parameters sent for this endpoint.', 413),
  illegalEncoding: () => new ApiError(-1100, 'Illegal characters found in a parameter.'),
  illegal: (name: string, legal: string) =>
    new ApiError(-1100, `Illegal characters found in parameter '${name}'; legal range is '${legal}'.`),
  tooMany: (expected: number, received: number) =>
    new ApiError(-1101, `Too many parameters; expected '${expected}' and received '${received}'.`),
  duplicate: () => new ApiError(-1101, 'Duplicate values for a parameter detected.'),
  missing: (name: string) =>
    new ApiError(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`),
  unknownParameter: () => new ApiError(-1103, 'An unknown parameter was sent.'),
  empty: (name: string) => new ApiError(-1105, `Parameter '${name}' was empty.`),
  notRequired: (name: string) => new ApiError(-1106, `Parameter '${name}' sent when not required.`),
  precision: () => new ApiError(-1111, 'Precision is over the maximum defined for this asset.'),
  timeInForce: () => new ApiError(-1115, 'Invalid timeInForce.'),
  orderType: () => new ApiError(-1116, 'Invalid orderType.'),
  side: () => new ApiError(-1117, 'Invalid side.'),
  interval: () => new ApiError(-1120, 'Invalid interval.'),
  symbol: () => new ApiError(-1121, 'Invalid symbol.'),
  listenKey: () => new ApiError(-1125, 'This listenKey does not exist.'),
  combination: () => new ApiError(-1128, 'Combination of optional parameters invalid.'),
  notValid: (name: string) => new ApiError(-1130, `Data sent for parameter '${name}' is not valid.`),
  timestampOutside: () => new ApiError(-1021, 'Timestamp for this request is outside of the recvWindow.'),
  timestampAhead: () =>
    new ApiError(-1021, "Timestamp for this request was 1000ms ahead of the server's time."),
  signature: () => new ApiError(-1022, 'Signature for this request is not valid.'),
  keyFormat: () => new ApiError(-2014, 'API-key format invalid.', 401),
  key: () => new ApiError(-2015, 'Invalid API-key, IP, or permissions for action.', 401),
  orderRejected: (reason: string) => new ApiError(-2010, reason),
  cancelRejected: () => new ApiError(-2011, 'Unknown order sent.'),
  noSuchOrder: () => new ApiError(-2013, 'Order does not exist.'),
  tooManyOpenOrders: () => new ApiError(-2019, 'Too many open orders.'),
  filter: (name: string) => new ApiError(-9000, `Filter failure: ${name}`),
  requests: (text: string, retryAfter: number) =>
    new ApiError(-1003, text, 429, { 'Retry-After': String(retryAfter) }),
  orders: (text: string, retryAfter: number) =>
    new ApiError(-1015, text, 429, { 'Retry-After': String(retryAfter) }),
  banned: (until: number, retryAfter: number) =>
    new ApiError(
      -1003,
      `Way too many requests; IP banned until ${until}. Please use the websocket for live updates to avoid bans.`,
      418,
      { 'Retry-After': String(retryAfter) },
    ),
  fault: () => new ApiError(-1000, 'An unknown error occured while processing the request.', 500),
} as const;
