// What a view is: something built for an address, told when the address changes, told when it is left.

export interface Visit {
  /** The parts of the path that stand for something: an id, a name. */
  parts: string[];
  parameters: URLSearchParams;
  /** Aborted when the reader goes on before the view is there. */
  signal: AbortSignal;
  /** Reads and builds the view anew. */
  again: () => void;
}

export interface View {
  title: string;
  node: Node;
  /** Only parameters changed. Where it is absent the view is built anew. */
  update?: (parameters: URLSearchParams) => void;
  /** The view is on the page. */
  entered?: () => void;
  /** The view is gone: what it listened to, it listens to no more. */
  leave?: () => void;
}
