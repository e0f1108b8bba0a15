// @ts-check
/**
 * Reads a list page by page, up to a number of items, and reports each page as it arrives. The
 * cursors of the Link header make every page cost the same.
 *
 * @param {(position: object) => Promise<{body: object[], total?: number, links: object}>} read
 * @param {{most: number, on?: (page: {items: object[], total?: number, done: boolean}) => void}} how
 * @returns {Promise<{items: object[], total?: number}>}
 */
export async function readAll(read, {most, on}) {
  const items = [];
  let position = {};
  let total;
  do {
    const page = await read(position);
    total = page.total ?? total;
    items.push(...page.body);
    position = items.length < most ? page.links.next : undefined;
    on?.({items: page.body, total, done: position === undefined});
  } while (position);
  return {items, total};
}
