import {html, nothing} from '../lit/lit-html.js';
import {ref} from '../lit/directives/ref.js';
import {enableField, listFarms, listFields, listGrowers} from '../api/land.js';
import {UserHead} from '../parts/account.js';
import {icon} from '../parts/icons.js';
import {Asked, lines} from '../parts/loading.js';
import {FieldMap} from '../parts/map.js';
import {paging} from '../parts/paging.js';
import {Branch} from '../parts/tree.js';
import {empty, trouble} from '../parts/trouble.js';
import {address, go} from '../shell/router.js';
import {tell} from '../shell/announce.js';
import {counted} from '../words/numbers.js';
import {fieldList} from './land-fields.js';

const SIZE = 100;

/** Growers, farms and fields as a tree; the boundaries of what is chosen on a map, and as a list. */
export function page({params, query, show, signal, samePlace}) {
  const path = `/users/${params.leafUserId}/${params.provider}/land`;
  const head = new UserHead(params, '/land', draw, signal);
  const fields = new Asked(drawAll, signal, samePlace ? path : undefined);
  let lit;
  let problem;

  const map = new FieldMap({
    signal,
    lit: (id) => point(id),
    open: (id) => document.getElementById(`field-${id}`)?.focus(),
  });

  const branches = {draw, signal, chosen: () => query.farm, choose: (node) => go(path, {farm: node.id, name: node.name})};
  const farmsOf = (growerId) => new Branch({
    ...branches,
    none: 'No farm',
    ask: (position) => listFarms(params, {growerId, size: 50, ...position}, signal),
    node: (farm) => ({
      id: String(farm.id),
      name: farm.name ?? 'Without a name',
      under: counted(farm.fieldIds.length, 'field'),
      choosable: true,
    }),
  });
  const growers = kept(path, samePlace, branches) ?? keep(path, new Branch({
    ...branches,
    none: 'No grower. The fields stand in the list all the same.',
    ask: (position) => listGrowers(params, {size: 50, ...position}, signal),
    node: (grower) => ({
      id: `g${grower.id}`,
      name: grower.name ?? 'Without a name',
      under: counted(grower.farmIds.length, 'farm'),
      branch: () => farmsOf(grower.id),
    }),
  }));

  function draw() {
    show(html`
      ${head.show()}
      ${problem ? trouble(problem) : nothing}
      <div class="land">
        <nav class="card tree" aria-label="Growers and farms">
          <div class="node ${query.farm ? '' : 'chosen'}">
            <button class="plain pick all" aria-pressed=${query.farm ? 'false' : 'true'} @click=${() => go(path)}>All fields</button>
          </div>
          ${growers.show()}
        </nav>
        <section class="map" aria-label="Map">
          <div class="canvas" ${ref(map.attach)} role="group" aria-label="Map of the boundaries. The list that follows names them."></div>
          <div class="zoom">
            <button aria-label="Zoom in" @click=${() => map.zoom(1)}>${icon('plus')}</button>
            <button aria-label="Zoom out" @click=${() => map.zoom(-1)}>${icon('minus')}</button>
            <button aria-label="Show all of them" @click=${() => map.fit()}>${icon('fit')}</button>
          </div>
        </section>
        <section class="list" aria-labelledby="fields">
          <h2 id="fields">${query.farm ? (query.name ?? 'Farm') : 'All fields'}</h2>
          ${fields.show(found, lines(10))}
        </section>
      </div>
    `);
  }

  function drawAll() {
    draw();
    if (fields.state === 'there' && !fields.asking) {
      map.draw(fields.value.body);
    }
  }

  function found({body, links, total}) {
    return body.length === 0
      ? empty('No fields here', html`Fields appear when an organization is selected and synced. <a href=${address(`/users/${params.leafUserId}/${params.provider}`)}>Go to the organizations</a>, or ask <a href=${address(`/users/${params.leafUserId}/${params.provider}/why`)}>why</a>.`)
      : html`
          ${fieldList({fields: body, lit, point, zoom: (id) => map.zoomTo(id), enable, path: path.replace(/land$/, 'why')})}
          ${paging({links, total, size: SIZE, shown: body.length, path, query})}
        `;
  }

  function point(id) {
    if (lit !== id) {
      lit = id;
      map.light(id);
      draw();
    }
  }

  async function enable(field) {
    problem = undefined;
    try {
      await enableField(params.leafUserId, field.id);
      tell(`${field.name ?? 'The field'} is enabled. The next sync fetches its boundary`);
      field.status = 'WAITING';
    } catch (refused) {
      problem = refused;
    }
    draw();
  }

  if (!growers.done) {
    growers.more({});
  }
  fields.ask(() => listFields(params, {farmId: query.farm, size: SIZE, page: query.page, after: query.after, before: query.before}, signal));
}

/** The tree stays as somebody opened it, while she goes from farm to farm. */
let tree = {};

function kept(path, samePlace, branches) {
  if (!samePlace || tree.path !== path) {
    return undefined;
  }
  renew(tree.root, branches);
  return tree.root;
}

function renew(branch, branches) {
  Object.assign(branch, branches);
  Object.assign(branch.page, {draw: branches.draw, signal: branches.signal});
  branch.opened.forEach((each) => renew(each, branches));
}

function keep(path, root) {
  tree = {path, root};
  return root;
}
