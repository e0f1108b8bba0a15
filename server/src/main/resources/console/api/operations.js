// @ts-check
import {get, openStream, segment} from './client.js';

const OPERATIONS = '/services/operations/api/operations';
const operationPath = (id) => `${OPERATIONS}/${segment(id)}`;
const contentPath = (id, content) => `/services/headland/api/operations/${segment(id)}/${content}`;

/** @returns {Promise<import('../types/console').Response<import('../types/api').OperationView[]>>} */
export const listOperations = (query, signal) => get(OPERATIONS, {query, signal});
/** @returns {Promise<import('../types/api').OperationView>} */
export const findOperation = async (id, signal) => (await get(operationPath(id), {signal})).body;
/** @returns {Promise<import('../types/console').OperationSummary>} */
export const summarizeOperation = async (id, signal) =>
  (await get(`${operationPath(id)}/summary`, {signal})).body.properties;
/** @returns {Promise<import('../types/api').UnitsView>} */
export const unitsOfOperation = async (id, signal) => (await get(`${operationPath(id)}/units`, {signal})).body;
/**
 * The totals of an operation next to the provider's own; undefined when the provider states none.
 *
 * @returns {Promise<import('../types/api').ReconciliationView | undefined>}
 */
export async function reconcileOperation(id, signal) {
  try {
    return (await get(contentPath(id, 'reconciliation'), {signal})).body;
  } catch (failure) {
    if (failure.status === 404) {
      return undefined;
    }
    throw failure;
  }
}

/**
 * The points of an operation or a file, whose body is a stream.
 *
 * @param {string} id
 * @param {'standardGeojson' | 'filteredGeojson' | 'standardGeoparquet' | 'filteredGeoparquet' | 'geopackage' | 'shapefile'} content
 * @param {AbortSignal} [signal]
 */
export const openOperation = (id, content, signal) => openStream(contentPath(id, content), signal);
