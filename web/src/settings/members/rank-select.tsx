import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { useTexts } from '../../texts/use-texts.ts';
import { ranks } from './queries.ts';

/** A choice among what people may do. */
export function RankSelect(props: Omit<NativeSelectProps, 'data'>) {
  const text = useTexts();
  return (
    <NativeSelect {...props} data={ranks.map((rank) => ({ value: rank, label: text(`web-rank-${rank}`) }))} />
  );
}
