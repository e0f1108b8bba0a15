// @ts-check
/**
 * @typedef {import('../types/console').ProviderDescription} Provider
 * @typedef {[name: string, label: string, kind: 'text' | 'secret' | 'environment']} Field
 */

/** @type {(name: string, label: string) => Field} */
const key = (name, label) => [name, label, 'text'];
/** @type {(name: string, label: string) => Field} */
const secret = (name, label) => [name, label, 'secret'];
const CLIENT = [key('clientId', 'Client id'), secret('clientSecret', 'Client secret'), secret('refreshToken', 'Refresh token')];
/** @type {Field} */
const ENVIRONMENT = ['clientEnvironment', 'Environment', 'environment'];
const CNH = [...CLIENT.slice(0, 2), secret('subscriptionKey', 'Subscription key'), CLIENT[2], ENVIRONMENT];
const DEERE = [key('clientKey', 'Client key'), secret('clientSecret', 'Client secret'), secret('refreshToken', 'Refresh token'), ENVIRONMENT];
const LOGIN = [key('username', 'User name'), secret('password', 'Password')];

/**
 * The providers, with what a credential for each consists of.
 *
 * @type {Provider[]}
 */
export const PROVIDERS = [
  {name: 'John Deere', wire: 'JohnDeere', synced: true, path: 'john-deere-credentials', key: 'johnDeereCredentials', fields: DEERE},
  {name: 'Trimble', wire: 'Trimble', synced: true, path: 'trimble-credentials', key: 'trimbleCredentials', fields: CLIENT},
  {name: 'Climate FieldView', path: 'climate-field-view-credentials', key: 'climateFieldViewCredentials', fields: [...CLIENT.slice(0, 2), secret('apiKey', 'API key'), CLIENT[2]]},
  {name: 'CNHi', path: 'cnhi-credentials', key: 'cnhiCredentials', fields: CNH},
  {name: 'CNHi FieldOps', path: 'cnhi-field-ops-credentials', key: 'cnhiFieldOpsCredentials', fields: CNH},
  {name: 'CLAAS', path: 'claas-credentials', key: 'claasCredentials', fields: DEERE},
  {name: 'AgLeader', path: 'ag-leader-credentials', key: 'agLeaderCredentials', fields: [key('publicKey', 'Public key'), secret('privateKey', 'Private key'), CLIENT[2]]},
  {name: 'Raven', path: 'raven-credentials', key: 'ravenCredentials', fields: CLIENT},
  {name: 'Raven Slingshot', path: 'raven-slingshot-credentials', key: 'ravenSlingshotCredentials', fields: [secret('apiKey', 'API key'), secret('accessKey', 'Access key'), secret('sharedSecret', 'Shared secret')]},
  {name: 'Stara', path: 'stara-credentials', key: 'staraCredentials', fields: [secret('apiKey', 'API key'), secret('accessToken', 'Access token'), secret('accessTokenClient', 'Access token of the client'), CLIENT[2]]},
  {name: 'Sentera', path: 'sentera-credentials', key: 'senteraCredentials', fields: [...LOGIN, key('organizationName', 'Organization')]},
  {name: 'AgVance', path: 'agvance-credentials', key: 'agvanceCredentials', fields: [secret('apiKey', 'API key'), key('databaseId', 'Database id'), ...LOGIN, ENVIRONMENT]},
  {name: 'Lindsay', path: 'lindsay-credentials', key: 'lindsayCredentials', fields: [...CLIENT, ENVIRONMENT]},
  {name: 'Valley', path: 'valley-credentials', key: 'valleyCredentials', fields: [key('apid', 'Application id'), secret('initializationVector', 'Initialization vector'), secret('key', 'Key'), ...LOGIN]},
  {name: 'Panorama', path: 'panorama-credentials', key: 'panoramaCredentials', fields: [key('clientId', 'Client id'), ...LOGIN, key('organizationCode', 'Organization code'), CLIENT[2], ENVIRONMENT]},
  {name: 'Agrimatics', path: 'agrimatics-credentials', key: 'agrimaticsCredentials', fields: [...CLIENT.slice(0, 2), secret('accessToken', 'Access token'), ['environment', 'Environment', 'environment']]},
];

export const SYNCED_PROVIDERS = PROVIDERS.filter((provider) => provider.synced);

/** @type {(wire: string) => Provider} */
export const providerByWireName = (wire) => PROVIDERS.find((provider) => provider.wire === wire) ?? {name: wire, fields: []};

/** @type {(user: any) => Provider[]} the providers of the credentials of a Leaf user */
export const providersOf = (user) => PROVIDERS.filter((provider) => user[provider.key]?.id);
