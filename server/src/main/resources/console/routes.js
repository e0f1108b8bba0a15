/** Which page is where. Each is loaded when it is first gone to. */
export const routes = [
  {path: '/sign-in', title: 'Sign in', open: true, load: () => import('./pages/sign-in.js')},
  {path: '/', title: 'Accounts', load: () => import('./pages/accounts.js')},
  {path: '/users', title: 'Leaf users', load: () => import('./pages/users.js')},
  {path: '/missing', title: 'Not found', load: () => import('./pages/missing.js')},
];
