/** Milliseconds in which a page that is open answers, also from the background. */
const patience = 3_000;
const channelName = 'efir-tabs';

interface Asked {
  readonly ask?: string;
  readonly here?: string;
}

/** Answers whoever asks whether this tab is open. */
export function answerAs(tab: string): { close(): void } {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }: MessageEvent<Asked>) => {
    if (data.ask === tab) channel.postMessage({ here: tab } satisfies Asked);
  };
  return channel;
}

/** Whether a tab of this browser is open, for browsers that have no locks to tell. */
export function isTabOpen(tab: string, within = patience): Promise<boolean> {
  const channel = new BroadcastChannel(channelName);
  return new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), within);
    channel.onmessage = ({ data }: MessageEvent<Asked>) => {
      if (data.here !== tab) return;
      clearTimeout(timer);
      resolve(true);
    };
    channel.postMessage({ ask: tab } satisfies Asked);
  }).finally(() => channel.close());
}
