// @ts-check
import {session} from '../api/session.js';
import {announce} from './announce.js';
import {pageError} from '../parts/messages.js';

/**
 * Shows the page that the address names. Addresses are `/console/#/…`: the server knows nothing of
 * them, so each can be reloaded and sent to a colleague, and what follows `#` is never sent to a
 * server.
 *
 * A page is a function. It gets {params, query, show, signal, go}; `show` puts a template on the
 * screen, and `signal` ends when somebody goes elsewhere, and with it every request of the page.
 */
export function startRouter(routes, show) {
  let current;
  let path;
  let shownUser;

  async function openPage() {
    const address = addressOf(location.hash);
    const route = findRoute(routes, address.path);
    if (!session.token && !route.open) {
      location.replace(signInAddress());
      return;
    }
    if (session.token && address.path === '/sign-in') {
      location.replace(afterSignIn(address.query));
      return;
    }
    shownUser = session.name;
    const samePlace = path === address.path;
    path = address.path;
    current?.abort();
    const navigation = new AbortController();
    current = navigation;
    const display = (template) => {
      if (!navigation.signal.aborted) {
        show(template, route);
      }
    };
    try {
      const {page} = await route.load();
      if (navigation.signal.aborted) {
        return;
      }
      page({
        params: route.params,
        query: address.query,
        signal: navigation.signal,
        samePlace,
        show: display,
      });
    } catch {
      display(pageError());
    }
    finishNavigation(route.title, samePlace);
  }

  window.addEventListener('hashchange', openPage);
  window.addEventListener('headland:signed-out', () => {
    if (!session.token) {
      location.replace(signInAddress());
    }
  });
  // Another API owner may have signed in there: nothing of the earlier one stays on the screen.
  window.addEventListener('headland:signed-in', () => {
    const {path, query} = addressOf(location.hash);
    if (path === '/sign-in') {
      location.replace(afterSignIn(query));
    } else if (shownUser !== session.name) {
      location.reload();
    }
  });
  return openPage();
}

/** An address of the console. What is empty is left out of the query. */
export function address(path, query = {}) {
  const given = new URLSearchParams(
    Object.entries(query).filter(([, value]) => value !== undefined && value !== ''),
  ).toString();
  return `#${path}${given === '' ? '' : `?${given}`}`;
}

export function navigate(path, query) {
  location.hash = address(path, query);
}

/** The same place with another query, without another step to go back. */
export function replaceQuery(path, query) {
  location.replace(address(path, query));
}

function signInAddress() {
  const {path} = addressOf(location.hash);
  if (path === '/sign-in') {
    return location.hash;
  }
  return address('/sign-in', {then: path === '/' ? undefined : location.hash.slice(1)});
}

/** Where a sign-in leads: the page that was asked for, or the first one. */
/** @type {(query: {then?: string}) => string} */
export const afterSignIn = ({then}) => `#${then?.startsWith('/') ? then : '/'}`;

/** @returns {{path: string, query: any}} */
function addressOf(hash) {
  const [path, query = ''] = hash.slice(1).split(/\?(.*)/s);
  return {path: path === '' ? '/' : path, query: Object.fromEntries(new URLSearchParams(query))};
}

function findRoute(routes, path) {
  const segments = path.split('/');
  for (const route of routes) {
    const params = match(route.path.split('/'), segments);
    if (params) {
      return {...route, params};
    }
  }
  return {...routes.at(-1), params: {}};
}

function match(pattern, segments) {
  if (pattern.length !== segments.length) {
    return undefined;
  }
  const params = {};
  for (const [index, part] of pattern.entries()) {
    if (part.startsWith(':')) {
      params[part.slice(1)] = decode(segments[index]);
    } else if (part !== segments[index]) {
      return undefined;
    }
  }
  return params;
}

/** An address that somebody mistyped leads to a page that says so, not to a script that fails. */
function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

let first = true;

/** Takes the reader to the heading of a new page, as a browser does with a new document. */
function finishNavigation(title, samePlace) {
  document.title = `${title} · Headland`;
  if (!samePlace && !first) {
    window.scrollTo(0, 0);
    /** @type {HTMLElement | null} */
    const heading = document.querySelector('main h1');
    heading?.focus({preventScroll: true});
    announce(title);
  }
  first = false;
}
