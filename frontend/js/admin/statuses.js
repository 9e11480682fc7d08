/** The pages show statuses in the master's colours: a change is seen at once. */

import { app, loadMasters } from '../app.js';

export async function reloadStatuses() {
  app.statuses = [];
  await loadMasters();
}
