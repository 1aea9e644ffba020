import { DatabaseError, serialize } from 'pg-protocol';
import type {
  BackendMessage,
  CommandCompleteMessage,
  DataRowMessage,
  NotificationResponseMessage,
  RowDescriptionMessage,
} from 'pg-protocol/dist/messages.js';
import { Parser } from 'pg-protocol/dist/parser.js';
import { prepareValue } from 'pg/lib/utils.js';
import type { Answer } from './connections.ts';
import { valueParser } from './value-types.ts';

/**
 * One statement as one block of protocol messages, so that the embedded database is entered once
 * for it (its own `query` enters six times and manages half as many statements a second).
 */
export function encodeStatement(
  sql: string,
  parameters: readonly unknown[],
  prepared: { readonly name: string; readonly isNew: boolean; readonly evicted?: string },
): Buffer {
  if (parameters.length === 0) return serialize.query(sql);
  const close =
    prepared.evicted === undefined ? [] : [serialize.close({ type: 'S', name: prepared.evicted })];
  const parse = prepared.isNew ? [serialize.parse({ name: prepared.name, text: sql })] : [];
  return Buffer.concat([
    ...close,
    ...parse,
    serialize.bind({ statement: prepared.name, values: parameters.map(prepareValue) }),
    serialize.describe({ type: 'P', name: '' }),
    serialize.execute({}),
    serialize.sync(),
  ]);
}

export interface DecodedAnswer {
  readonly answer: Answer;
  readonly error: DatabaseError | undefined;
  /** Whether the statement was prepared (which an error while it ran does not undo). */
  readonly parsed: boolean;
  readonly notifications: readonly { readonly channel: string; readonly payload: string }[];
}

/** What the database sent back for one block. */
export function decodeAnswer(bytes: Uint8Array): DecodedAnswer {
  let error: DatabaseError | undefined;
  let parsed = false;
  let command = '';
  let rowCount = 0;
  let rows: Record<string, unknown>[] = [];
  let columns: { name: string; parse: (text: string) => unknown }[] = [];
  const notifications: { channel: string; payload: string }[] = [];

  const take = (message: BackendMessage): void => {
    if (message instanceof DatabaseError) {
      error ??= message;
    } else if (message.name === 'parseComplete') {
      parsed = true;
    } else if (isRowDescription(message)) {
      rows = [];
      columns = message.fields.map((field) => ({
        name: field.name,
        parse: valueParser(field.dataTypeID),
      }));
    } else if (isDataRow(message)) {
      const row: Record<string, unknown> = {};
      for (const [index, column] of columns.entries()) {
        // The types of pg-protocol leave the null out.
        const text: string | null | undefined = message.fields[index];
        row[column.name] = text === null || text === undefined ? null : column.parse(text);
      }
      rows.push(row);
    } else if (isCommandComplete(message)) {
      const words = message.text.split(' ');
      command = words[0] ?? '';
      rowCount = words.length > 1 ? Number(words.at(-1)) : 0;
    } else if (isNotification(message)) {
      notifications.push({ channel: message.channel, payload: message.payload });
    }
  };
  new Parser().parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), take);
  return { answer: { command, rowCount, rows }, error, parsed, notifications };
}

function isRowDescription(message: BackendMessage): message is RowDescriptionMessage {
  return message.name === 'rowDescription';
}
function isDataRow(message: BackendMessage): message is DataRowMessage {
  return message.name === 'dataRow';
}
function isCommandComplete(message: BackendMessage): message is CommandCompleteMessage {
  return message.name === 'commandComplete';
}
function isNotification(message: BackendMessage): message is NotificationResponseMessage {
  return message.name === 'notification';
}
