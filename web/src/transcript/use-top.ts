import { type RefObject, useLayoutEffect, useState } from 'react';

/** Where an element begins on the page, also when what stands above it grows or goes. */
export function useTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const box = element.current?.getBoundingClientRect();
      if (box) setTop(Math.round(box.top + scrollY));
    };
    measure();
    const around = element.current?.parentElement;
    if (!around) return;
    const watch = new ResizeObserver(measure);
    for (const sibling of [around, ...around.children])
      if (sibling !== element.current) watch.observe(sibling);
    return () => watch.disconnect();
  }, [element]);
  return top;
}
