import { createGuardedWebClient } from '../../src/adapters/web-client/guarded/guarded-web-client.ts';
import { createScriptedWebClient } from '../../src/adapters/web-client/scripted/scripted-web-client.ts';
import type { WebAnswer, WebRequest } from '../../src/ports/web-client.ts';
import { startWebTarget } from '../support/web-target.ts';
import { describeWebClient } from './web-client.ts';

const privateHosts = ['127.0.0.1'];

describeWebClient('guarded', async () => {
  const target = await startWebTarget();
  const client = createGuardedWebClient({ privateHosts });
  return {
    client,
    nowhere: 'http://127.0.0.1:9/',
    target: {
      url: target.url,
      get asked() {
        return target.received;
      },
      answer(answer) {
        target.answer = answer === 'silence' ? () => 'silence' : () => answer;
      },
    },
    async close() {
      await client.close();
      await target.close();
    },
  };
});

describeWebClient('scripted', async () => {
  const asked: WebRequest[] = [];
  let answer: Partial<WebAnswer> | 'silence' = {};
  const client = createScriptedWebClient({
    privateHosts,
    target(request) {
      if (new URL(request.url).port === '9') throw new Error('nobody is there');
      asked.push(request);
      return answer === 'silence' ? new Promise(() => {}) : answer;
    },
  });
  return {
    client,
    nowhere: 'http://127.0.0.1:9/',
    target: {
      url: 'http://127.0.0.1:8000/',
      asked,
      answer(wanted) {
        answer = wanted;
      },
    },
    close: () => client.close(),
  };
});
