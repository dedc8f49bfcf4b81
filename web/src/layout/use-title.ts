import { useEffect } from 'react';

/** Names the page where browsers show it: tabs, history, what is read out first. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Efir`;
  }, [title]);
}
