import type { ComponentChildren, ComponentType } from 'preact';
import { href, place } from '../app/router';
import { Card } from './card';
import { Empty } from './states';

export interface Tab {
  /** As it stands in the address; empty for the first, which needs no name. */
  name: string;
  title: ComponentChildren;
  Part: ComponentType;
}

interface Props {
  path: string;
  tabs: readonly Tab[];
}

/** Which part the address names; empty where it names none. */
export const tabName = (): string => place.value.query.get('tab') ?? '';

/** Links to the parts of a page. */
export function Tabs({ path, tabs }: Props) {
  return (
    <nav class="row" aria-label="Parts">
      {tabs.map(({ name, title }) => (
        <a key={name} class="button" href={href(path, { tab: name })} aria-current={tabName() === name ? 'page' : undefined}>
          {title}
        </a>
      ))}
    </nav>
  );
}

/** The part that the address names, or that there is none of that name. */
export function TabPart({ path, tabs }: Props) {
  const tab = tabs.find(({ name }) => name === tabName());
  if (tab) return <tab.Part />;
  return (
    <Card>
      <Empty>
        <strong>There is no part “{tabName()}” here</strong>
        <a href={href(path)}>To the first part</a>
      </Empty>
    </Card>
  );
}
