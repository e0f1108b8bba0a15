// @ts-check
import {render} from './lit/lit-html.js';
import {frame} from './shell/frame.js';
import {startRouter} from './shell/router.js';
import {routes} from './routes.js';

const app = document.getElementById('app');
app.replaceChildren();

startRouter(routes, (template, route) => render(frame(template, route), app));
