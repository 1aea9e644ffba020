// What forms need; a page that has one loads it.
import './form-feedback.js';
import './leave-warning.js';
import './rows.js';
import './row-drag.js';
import './states.js';
import './autocomplete.js';
import './machine-name.js';
import './file-drop.js';
