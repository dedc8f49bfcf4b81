import { ActionIcon, Menu } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconDots } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { DeleteItem, RenameItem } from '../layout/menu-items.tsx';
import { tellFailure } from '../layout/tell.ts';
import type { ListFilter } from '../recordings/list-filter.ts';
import { useLanguage } from '../texts/language-context.ts';
import { useTexts } from '../texts/use-texts.ts';
import { deleteTag, renameTag } from './change-tags.ts';
import styles from './folder-panel.module.css';
import { askName } from './open-forms.tsx';
import { tagList } from './queries.ts';
import { TagDot } from './tag-chip.tsx';

interface TagProps {
  readonly filter: ListFilter;
  readonly may: boolean;
}

/** All tags: each leads to the recordings that have it, and back from there. */
export function TagPanel({ filter, may }: TagProps) {
  const text = useTexts();
  const { language } = useLanguage();
  const { data: tags = [] } = useQuery(tagList);
  if (tags.length === 0) return null;
  const { compare } = new Intl.Collator(language, { numeric: true });
  const { tag: chosen, ...others } = filter;
  return (
    <>
      <div className={styles.head}>
        <h2 className={styles.title}>{text('web-tags')}</h2>
      </div>
      <ul className={styles.list}>
        {tags
          .toSorted((one, other) => compare(one.tag, other.tag))
          .map(({ recordings, tag }) => (
            <li key={tag}>
              <div className={styles.place} data-current={tag === chosen || undefined}>
                <Link
                  to="/recordings"
                  search={tag === chosen ? others : { ...others, tag }}
                  className={styles.link}
                  aria-current={tag === chosen ? 'true' : undefined}
                >
                  <span className={styles.sign}>
                    <TagDot tag={tag} />
                  </span>
                  <bdi className={styles.name}>{tag}</bdi>
                  <span className={styles.count}>{recordings.toLocaleString(language)}</span>
                </Link>
                {may && <TagMenu tag={tag} count={recordings} filter={filter} />}
              </div>
            </li>
          ))}
      </ul>
    </>
  );
}

function TagMenu({
  count,
  filter,
  tag,
}: {
  readonly tag: string;
  readonly count: number;
  readonly filter: ListFilter;
}) {
  const text = useTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  /** The list of a tag that has another name, or none, is the list of what it is now. */
  const follow = async (next: { tag?: string }) => {
    const { tag: chosen, ...others } = filter;
    if (chosen === tag) await navigate({ to: '/recordings', search: { ...others, ...next }, replace: true });
  };
  const rename = () =>
    askName(text('web-tag-rename-title'), {
      ...{ label: text('web-tag'), longest: 50, value: tag },
      save: async (name) => {
        await renameTag(queries, tag, name);
        await follow({ tag: name });
      },
    });
  const erase = () =>
    modals.openConfirmModal({
      title: text('web-tag-delete-title', { tag }),
      children: text('web-tag-delete-question', { count }),
      labels: { confirm: text('web-delete'), cancel: text('web-keep') },
      confirmProps: { color: 'red' },
      onConfirm: () =>
        void deleteTag(queries, tag)
          .then(() => follow({}))
          .catch((error: Error) => tellFailure(error, text)),
    });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          className={styles.menu ?? ''}
          aria-label={text('web-actions', { name: tag })}
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <RenameItem onClick={rename} />
        <DeleteItem onClick={erase} />
      </Menu.Dropdown>
    </Menu>
  );
}
