// What forms need; a page that has one loads it.
import './form-feedback.js';
import './leave-warning.js';
import './rows.js';
import './row-drag.js';
import './states.js';
import './autocomplete.js';
import './machine-name.js';
import './password-show.js';
import './file-drop.js';
import './chosen-files.js';
import './upload-progress.js';
import './typed-meanwhile.js';
import './inline-check.js';
import './rich-text.js';
