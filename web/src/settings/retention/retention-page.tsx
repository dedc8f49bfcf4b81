import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../identity/use-who.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsBlock } from '../settings-block.tsx';
import { Loaded, SettingsPage } from '../settings-page.tsx';
import { kinds } from './policy.ts';
import { retention } from './queries.ts';
import { RetentionForm } from './retention-form.tsx';

/** For how long what belongs to a recording is kept. */
export function RetentionPage() {
  const text = useTexts();
  const mayWrite = useMay('settings:write');
  const policy = useQuery(retention);
  return (
    <SettingsPage title={text('web-retention')}>
      <SettingsBlock title={text('web-retention-what')} hint={text('web-retention-hint')}>
        <Loaded query={policy}>
          {(kept) =>
            mayWrite ? (
              <RetentionForm key={kinds.map((kind) => kept[kind]).join()} kept={kept} />
            ) : (
              <dl style={{ margin: 0 }}>
                {kinds.map((kind) => (
                  <div key={kind} style={{ display: 'flex', justifyContent: 'space-between', gap: 16 }}>
                    <dt>{text(`web-retention-${kind.replace('_', '-')}`)}</dt>
                    <dd style={{ margin: 0 }}>
                      {kept[kind] === null
                        ? text('web-retention-for-ever')
                        : text('web-retention-for', { days: kept[kind] })}
                    </dd>
                  </div>
                ))}
              </dl>
            )
          }
        </Loaded>
      </SettingsBlock>
    </SettingsPage>
  );
}
