// The libraries that the server serves beside the console's scripts: their types are not on the file system.

declare module '*/lit/lit-html.js' {
  export interface TemplateResult {
    readonly strings: TemplateStringsArray;
  }
  export function html(strings: TemplateStringsArray, ...values: unknown[]): TemplateResult;
  export function svg(strings: TemplateStringsArray, ...values: unknown[]): TemplateResult;
  export const nothing: any;
  export function render(template: unknown, container: Element | DocumentFragment): unknown;
}

declare module '*/lit/directives/live.js' {
  export function live(value: unknown): unknown;
}

declare module '*/lit/directives/ref.js' {
  export function ref(callback: (element?: any) => unknown): unknown;
}

declare module '*/lit/directives/repeat.js' {
  export function repeat<T>(items: T[], key: (item: T) => unknown, template: (item: T) => unknown): unknown;
}

declare module '*/leaflet/leaflet.js';
declare module '*/chart/chart.js';

interface Window {
  /** Leaflet and Chart.js are scripts that define a global variable. */
  L: any;
  Chart: any;
  trustedTypes?: {createPolicy(name: string, rules: {createHTML: (text: string) => string | null}): unknown};
}
