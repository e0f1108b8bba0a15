// @ts-check
/**
 * Saves the body of a response as a file: a link cannot send the token.
 *
 * @param {Promise<Response>} opening
 * @param {string} name of the file when the response names none
 */
export async function saveResponse(opening, name) {
  const response = await opening;
  const content = await response.blob();
  const link = document.createElement('a');
  const address = URL.createObjectURL(content);
  link.href = address;
  link.download = nameOf(response.headers.get('Content-Disposition')) ?? name;
  link.click();
  // The browser has begun to read the address when the next task runs.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function nameOf(disposition) {
  return disposition?.match(/filename="([^"]+)"/)?.[1];
}
