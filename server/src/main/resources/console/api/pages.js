// @ts-check
/**
 * Reads a list page by page, up to a number of items, and reports each page as it arrives. The
 * cursors of the Link header make every page cost the same.
 *
 * @template T
 * @param {(position: object) => Promise<import('../types/console').Response<T[]>>} read
 * @param {{limit: number, onPage?: (page: {items: T[], total?: number, done: boolean}) => void}} options
 * @returns {Promise<{items: T[], total?: number}>}
 */
export async function readAll(read, {limit, onPage}) {
  /** @type {T[]} */
  const items = [];
  let position = {};
  let total;
  do {
    const page = await read(position);
    total = page.total ?? total;
    items.push(...page.body);
    position = items.length < limit ? page.links.next : undefined;
    onPage?.({items: page.body, total, done: position === undefined});
  } while (position);
  return {items, total};
}
