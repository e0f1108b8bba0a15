// @ts-check
import {session} from '../api/session.js';
import {announce} from './announce.js';
import {pageError} from '../parts/messages.js';

/**
 * Shows the page that the address names. Addresses are `/console/#/…`: each can be reloaded and sent to
 * a colleague, and the part after `#` is never sent to a server.
 *
 * A page is a function with a PageContext: `show` renders a template, and `signal` ends, with all
 * requests of the page, when another page is opened.
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
  // If another API owner signed in there, nothing of the previous one remains visible.
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

/** The address that is shown, or whose page is about to be opened. */
export const currentAddress = () => addressOf(location.hash);

/** An address of the console. Empty values are omitted from the query. */
export function address(path, query = {}) {
  const given = new URLSearchParams(
    Object.entries(query).filter(([, value]) => value !== undefined && value !== ''),
  ).toString();
  return `#${path}${given === '' ? '' : `?${given}`}`;
}

export function navigate(path, query) {
  location.hash = address(path, query);
}

/** The same page with another query, without an entry in the history. */
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

/** The address after a sign-in: the requested page, or the first one. */
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

/** A malformed segment remains as it is: the page of the address reports that nothing is found. */
function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

let first = true;

/** Moves the focus to the heading of a new page, as a browser does with a new document. */
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
