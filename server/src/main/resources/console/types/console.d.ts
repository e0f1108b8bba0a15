// Types that several scripts of the console use and that are not in the API.

/** How good a state is; each has a colour and an icon. */
export type Tone = 'good' | 'warn' | 'bad' | 'idle' | 'busy';

/** A state as a label: tone, text, and what it means. */
export type Label = [tone: Tone, text: string, meaning?: string];

export type Query = Record<string, any>;

export interface Account {
  leafUserId: string;
  provider: string;
}

/** What the router gives to the function `page` of a page. */
export interface PageContext {
  params: any;
  query: any;
  /** The same page was shown before, with another query. */
  samePlace: boolean;
  /** Ends when another page is opened. */
  signal: AbortSignal;
  show(template: unknown): void;
}

/** The queries of the pages around this one. */
export interface Links {
  first?: Query;
  prev?: Query;
  next?: Query;
  last?: Query;
}

export interface Response<T> {
  status: number;
  body: T;
  header(name: string): string | undefined;
  total?: number;
  links: Links;
}

export interface Column<T> {
  name: string;
  cell(row: T): unknown;
  kind?: string;
  /** The header is for screen readers only. */
  unseen?: boolean;
  head?: unknown;
}

export interface Table<T> {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  key?(row: T): unknown;
  /** The number of empty rows in place of the rows. */
  placeholderRows?: number;
  busy?: boolean;
  /** For long lists: cards with several values on a line. */
  compact?: boolean;
  selected?(row: T): boolean;
}

export interface Dialog {
  title: string;
  body(draw: () => void, problem?: import('../api/problem.js').Problem): unknown;
  /** The text of the button; without it the dialog only informs. */
  verb?: string;
  danger?: boolean;
  wide?: boolean;
  act?(form: FormData): Promise<any>;
}

export interface Input {
  name: string;
  label: string;
  type?: string;
  value?: string;
  hint?: unknown;
  needed?: boolean;
  problem?: import('../api/problem.js').Problem;
  autocomplete?: string;
  placeholder?: unknown;
}

export interface Select {
  name: string;
  label: string;
  options: string[][];
  value?: string;
  hint?: unknown;
  change?(event: any): void;
}

export interface ProviderDescription {
  name: string;
  /** The segment of the path of its credentials. */
  path?: string;
  /** The key of its credential on a Leaf user. */
  key?: string;
  /** Its name in the API. */
  wire?: string;
  /** Headland calls it; credentials of the others are stored only. */
  synced?: boolean;
  fields: [name: string, label: string, kind: 'text' | 'secret' | 'environment'][];
}

/** A value with Leaf's name of its unit. */
export type Quantity = import('./api').AmountView;

/** The values of a property of all points. */
export type Statistics = import('./api').StatisticsView;

/** The properties of a summary, by their names too. */
export type OperationSummary = import('./api').SummaryPropertiesView & {[key: string]: any};
