/** Who wants to know about which channel. */
export interface Listeners {
  /** Adds `listener`; `first` says that nobody listened on this channel before. */
  add(channel: string, listener: (payload: string) => void): { readonly first: boolean };
  /** Removes it; `last` says that nobody listens on this channel any more. */
  remove(channel: string, listener: (payload: string) => void): { readonly last: boolean };
  /** One that fails is left behind with a warning: the others are told all the same. */
  tell(channel: string, payload: string): void;
  channels(): readonly string[];
}

export function createListeners(): Listeners {
  const byChannel = new Map<string, Set<(payload: string) => void>>();
  return {
    add(channel, listener) {
      const existing = byChannel.get(channel);
      const listeners = existing ?? new Set();
      listeners.add(listener);
      byChannel.set(channel, listeners);
      return { first: existing === undefined };
    },
    remove(channel, listener) {
      const listeners = byChannel.get(channel);
      listeners?.delete(listener);
      if (listeners?.size !== 0) return { last: false };
      byChannel.delete(channel);
      return { last: true };
    },
    tell(channel, payload) {
      for (const listener of byChannel.get(channel) ?? []) {
        try {
          listener(payload);
        } catch (error) {
          process.emitWarning(error instanceof Error ? error : String(error));
        }
      }
    },
    channels: () => [...byChannel.keys()],
  };
}
