// @ts-check
/** The pages by their path. Each is loaded when it is opened first. */
const users = '/users/:leafUserId';
const account = `${users}/:provider`;

export const routes = [
  {path: '/sign-in', title: 'Sign in', open: true, load: () => import('./pages/sign-in.js')},
  {path: '/', title: 'Accounts', load: () => import('./pages/accounts.js')},
  {path: '/users', title: 'Leaf users', load: () => import('./pages/users.js')},
  {path: users, title: 'Leaf user', load: () => import('./pages/user.js')},
  {path: `${users}/settings`, title: 'Settings of a Leaf user', load: () => import('./pages/user-settings.js')},
  {path: `${users}/machines`, title: 'Machines', load: () => import('./pages/machines.js')},
  {path: `${users}/fields/:fieldId`, title: 'Field', load: () => import('./pages/field.js')},
  {path: account, title: 'Organizations', load: () => import('./pages/organizations.js')},
  {path: `${account}/fields`, title: 'Fields', load: () => import('./pages/fields.js')},
  {path: `${account}/runs`, title: 'Sync runs', load: () => import('./pages/runs.js')},
  {path: `${account}/runs/:runId`, title: 'Sync run', load: () => import('./pages/run.js')},
  {path: `${account}/counts`, title: 'Counts', load: () => import('./pages/counts.js')},
  {path: `${account}/calls`, title: 'Calls to the provider', load: () => import('./pages/calls.js')},
  {path: `${account}/why`, title: 'Why?', load: () => import('./pages/why.js')},
  {path: '/operations/:operationId', title: 'Operation', load: () => import('./pages/operation.js')},
  {path: '/machine-files', title: 'Machine files', load: () => import('./pages/machine-files.js')},
  {path: '/machine-files/uploads', title: 'Uploads', load: () => import('./pages/uploads.js')},
  {path: '/machine-files/uploads/:batchId', title: 'Upload', load: () => import('./pages/upload.js')},
  {path: '/machine-files/:fileId', title: 'Machine file', load: () => import('./pages/machine-file.js')},
  {path: '/connect', title: 'Connect', load: () => import('./pages/connect.js')},
  {path: '/webhooks', title: 'Webhooks', load: () => import('./pages/webhooks.js')},
  {path: '/webhooks/:webhookId', title: 'Webhook', load: () => import('./pages/webhook.js')},
  {path: '/events', title: 'Events', load: () => import('./pages/events.js')},
  {path: '/settings', title: 'Settings', load: () => import('./pages/settings.js')},
  {path: '/system', title: 'System', load: () => import('./pages/system.js')},
  {path: '/missing', title: 'Not found', load: () => import('./pages/missing.js')},
];
