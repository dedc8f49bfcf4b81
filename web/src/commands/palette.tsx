import { Modal, Text } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './palette.module.css';
import type { PaletteItem } from './palette-items.ts';
import { PaletteOption } from './palette-option.tsx';
import { usePalette } from './use-palette.ts';

/** A field, and below it whatever fits: arrows choose, Enter does it. */
export function Palette({ onClose, owner }: { readonly owner: string; readonly onClose: () => void }) {
  const text = useTexts();
  const navigate = useNavigate();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const { failed, items } = usePalette(owner, typed);
  const place = Math.min(chosen, items.length - 1);
  useShown(list, place);
  const choose = ({ act, recording }: PaletteItem) => {
    onClose();
    if (recording) {
      const { id, t } = recording;
      void navigate({ to: '/recordings/$id', params: { id }, search: t === undefined ? {} : { t } });
    } else act?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.code === 'KeyK' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return onClose();
    }
    const next = findNext(event.key, place, items.length);
    if (next !== undefined) setChosen(next);
    else if (event.key !== 'Enter') return;
    event.preventDefault();
    const item = items[place];
    if (event.key === 'Enter' && item && !event.nativeEvent.isComposing) choose(item);
  };
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size="lg"
      yOffset="10vh"
      returnFocus={false}
      classNames={{ content: styles.window ?? '' }}
    >
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content aria-label={text('web-commands')}>
        <div className={styles.field}>
          <IconSearch size={19} aria-hidden />
          <input
            data-autofocus
            className={styles.input}
            role="combobox"
            aria-label={text('web-commands-field')}
            aria-expanded
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={items[place] && `${list}-${place}`}
            placeholder={text('web-commands-field')}
            maxLength={300}
            spellCheck={false}
            autoComplete="off"
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setChosen(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <Options list={list} items={items} chosen={place} onChoose={choose} onPoint={setChosen} />
        {failed && (
          <Text size="sm" c="dimmed" role="status" className={styles.note ?? ''}>
            {text('web-commands-failed')}
          </Text>
        )}
      </Modal.Content>
    </Modal.Root>
  );
}

function Options({
  chosen,
  items,
  list,
  onChoose,
  onPoint,
}: {
  readonly list: string;
  readonly items: readonly PaletteItem[];
  readonly chosen: number;
  readonly onChoose: (item: PaletteItem) => void;
  readonly onPoint: (place: number) => void;
}) {
  const text = useTexts();
  const groups = Map.groupBy(
    items.map((item, place) => ({ item, place })),
    ({ item }) => item.group,
  );
  return (
    // The focus stays in the field, which says which option is the one.
    <div id={list} role="listbox" aria-label={text('web-commands')} className={styles.list}>
      {[...groups].map(([group, members]) => (
        // biome-ignore lint/a11y/useSemanticElements: options are grouped in no other way
        <div key={group} role="group" aria-labelledby={`${list}-${group}`}>
          <div id={`${list}-${group}`} className={styles.group}>
            {text(group)}
          </div>
          {members.map(({ item, place }) => (
            <PaletteOption
              key={item.key}
              id={`${list}-${place}`}
              item={item}
              chosen={place === chosen}
              onChoose={() => onChoose(item)}
              onPoint={() => onPoint(place)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Where arrows lead, round and round; undefined for other keys. */
function findNext(key: string, place: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return (place + 1) % count;
  if (key === 'ArrowUp') return (place + count - 1) % count;
  return undefined;
}

/** What was chosen by keys is brought into view. */
function useShown(list: string, place: number): void {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) document.getElementById(`${list}-${place}`)?.scrollIntoView({ block: 'nearest' });
    first.current = false;
  }, [list, place]);
}
