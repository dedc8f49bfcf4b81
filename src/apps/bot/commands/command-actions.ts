import { z } from 'zod';
import { defineAction } from '../bot-action.ts';
import { help } from './greet.ts';

export const commandActions = {
  help: defineAction({
    payload: z.object({}),
    async run(context) {
      await help(context);
      return undefined;
    },
  }),
};
