// @ts-check
import {get, openStream, put, segment} from './client.js';

const API = '/services/operations/api';
const filePath = (id) => `${API}/files/${segment(id)}`;
export const BATCHES = `${API}/batch`;
const batchPath = (id) => `${BATCHES}/${segment(id)}`;

/** @returns {Promise<import('../types/console').Response<import('../types/api').MachineFileView[]>>} */
export const listFiles = (query, signal) => get(`${API}/files`, {query, signal});
/** @returns {Promise<import('../types/api').MachineFileView>} */
export const findFile = async (id, signal) => (await get(filePath(id), {signal})).body;
/** @returns {Promise<import('../types/api').FileStatusView>} */
export const statusOfFile = async (id, signal) => (await get(`${filePath(id)}/status`, {signal})).body;
/** @param {'originalFile' | 'standardGeojson' | 'rejectedGeojson' | 'standardGeoparquet' | 'geopackage' | 'shapefile'} content */
export const openFile = (id, content, signal) =>
  openStream(`/services/headland/api/files/${segment(id)}/${content}`, signal);

/** @returns {Promise<import('../types/console').Response<import('../types/api').BatchView[]>>} */
export const listBatches = (query, signal) => get(BATCHES, {query, signal});
/** @returns {Promise<import('../types/api').BatchView>} */
export const findBatch = async (id, signal) => (await get(batchPath(id), {signal})).body;
/** @returns {Promise<import('../types/api').BatchStatusView>} */
export const statusOfBatch = async (id, signal) => (await get(`${batchPath(id)}/status`, {signal})).body;
/** Converts the files of a batch that failed again. */
export const retryBatch = async (id) => (await put(`${batchPath(id)}/retry`)).body;
