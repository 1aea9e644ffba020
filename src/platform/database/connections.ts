/** What Kysely's PostgreSQL dialect asks of a pool; both drivers offer exactly this. */
export interface Connections {
  connect(): Promise<Connection>;
  end(): Promise<void>;
}

export interface Connection {
  query(sql: string, parameters: readonly unknown[]): Promise<Answer>;
  /** Gives the connection back; `true` throws it away. */
  release(broken?: boolean): void;
}

export interface Answer {
  readonly command: string;
  readonly rowCount: number;
  readonly rows: Record<string, unknown>[];
}
