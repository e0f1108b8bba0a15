// @ts-check
/** An error response of the server, or a request without a response (status 0). */
export class Problem extends Error {
  /** @param {{status?: number, title?: string, detail?: string, errorKey?: string, fieldErrors?: {field: string, message: string}[], requestId?: string, retryAfter?: number}} problem */
  constructor({status = 0, title, detail, errorKey, fieldErrors, requestId, retryAfter}) {
    super(detail ?? title);
    this.name = 'Problem';
    this.status = status;
    this.title = title;
    this.errorKey = errorKey;
    this.fieldErrors = fieldErrors ?? [];
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }

  static unreachable() {
    return new Problem({
      title: 'Could not connect',
      detail: 'Could not connect to the server. Check your connection and try again.',
    });
  }

  static async of(response) {
    /** @type {any} */
    let document = {};
    try {
      document = await response.json();
    } catch {
      // The response is that of a proxy and not a problem document.
    }
    return new Problem({
      title: document.title ?? response.statusText,
      detail: document.detail ?? `The server returned the status ${response.status}.`,
      errorKey: document.errorKey,
      fieldErrors: document.fieldErrors,
      status: response.status,
      requestId: document.requestId ?? response.headers.get('X-Request-Id') ?? undefined,
      retryAfter: Number(response.headers.get('Retry-After')) || undefined,
    });
  }
}
