import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../texts/use-texts.ts';
import { Loaded, SettingsPage } from '../settings-page.tsx';
import { BotBlock } from './bot-block.tsx';
import { HowToBegin } from './how-to-begin.tsx';
import { JoinHint } from './join-hint.tsx';
import { telegram } from './queries.ts';

/** The bot of the account: whether it works, how it is used, how one begins. */
export function TelegramPage() {
  const text = useTexts();
  const bots = useQuery(telegram);
  return (
    <SettingsPage title={text('web-telegram')}>
      <Loaded query={bots}>
        {([bot, ...former]) =>
          bot ? (
            <>
              <BotBlock bot={bot} former={former} />
              <JoinHint />
            </>
          ) : (
            <HowToBegin />
          )
        }
      </Loaded>
    </SettingsPage>
  );
}
