// @ts-check
const ORIGINS = {PROVIDER_POOLED: 'From the provider', FILE_POOLED: 'From machine files', USER_CREATED: 'Created through the API'};

export const originText = (origin) => ORIGINS[origin] ?? origin;

/** Manufacturers whose names John Deere writes in capitals are easier to read otherwise. */
export const makeText = (make) =>
  make && make === make.toUpperCase() && make.length > 4 ? make.toLowerCase().replace(/(^|[\s-])\p{L}/gu, (start) => start.toUpperCase()) : make;
