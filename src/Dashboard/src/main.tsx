import { render } from 'preact';
import '@preact/signals';
import { connect } from './api/live';
import { App } from './app/App';
import { followLinks } from './app/router';
import { listenToKeys } from './app/shortcuts';
import { followSystem, printInLight } from './app/theme';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/drawings.css';
import './styles/table.css';
import './styles/cards.css';
import './styles/find.css';
import './styles/customer.css';
import './styles/live.css';
import './styles/interventions.css';
import './styles/print.css';

followLinks();
followSystem();
// Before anything is drawn, so that all that draws for the printer comes after it.
printInLight();
listenToKeys();
void connect();
const app = document.querySelector('#app');
if (!app) throw new Error('index.html has no place for the app.');
render(<App />, app);
