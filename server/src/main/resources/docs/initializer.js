const contract = new URL('../openapi.yaml', document.currentScript.src).pathname;

window.addEventListener('load', () => {
  window.ui = SwaggerUIBundle({
    url: contract,
    dom_id: '#api',
    deepLinking: true,
    displayRequestDuration: true,
    docExpansion: 'list',
    filter: true,
    persistAuthorization: false,
    presets: [SwaggerUIBundle.presets.apis],
    showExtensions: true,
    tryItOutEnabled: true,
    // The badge of an outside validator would be the only thing fetched from elsewhere.
    validatorUrl: null,
  });
});
