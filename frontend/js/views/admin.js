/** One page for all that is configured: a table, and the form of one item (F9.1–F9.5, F9.7). */

/** @import { Resource } from '../admin/describe.js' */
/** @import { Sources } from '../admin/store.js' */

import { html, nothing, render } from 'lit-html';
import { frame } from '../admin/frame.js';
import { resourceAt } from '../admin/resources/index.js';
import { list, sourcesFor, sourcesOf } from '../admin/store.js';
import { sentence } from '../app.js';
import { icon } from '../components/icons.js';
import { t } from '../i18n.js';
import { FormPage } from '../admin/form_page.js';
import { ListPage } from '../admin/list_page.js';

/**
 * @param {HTMLElement} root
 * @param {string} path
 * @returns {import('../app.js').View}
 */
export function mount(root, path) {
  const resource = /** @type {Resource} */ (resourceAt(path));
  const query = new URLSearchParams(location.search);
  const editing = resource.single ? '' : query.get('edit');
  /** @type {FormPage | ListPage | null} */
  let page = null;
  /** @type {unknown} */
  let failure = null;
  let gone = false;

  function draw() {
    if (gone) return;
    const name = t(`title.${path}`);
    if (page) render(frame(page.content()), root);
    else render(frame({ title: name, body: failure ? failed() : html`<p class="loading" role="status">${t('admin.loading')}</p>` }), root);
  }

  function failed() {
    return html`<div role="alert"><div class="notice" data-kind="error">${icon('alert')}<div><strong>${sentence(failure)}</strong></div>
      <button type="button" @click=${() => void load()}>${t('failure.retry')}</button></div></div>`;
  }

  async function load() {
    failure = null;
    draw();
    try {
      const [items, sources] = await Promise.all([list(resource), read()]);
      if (gone) return;
      page = editing !== null || query.has('new')
        ? new FormPage({ resource, items, sources, key: editing, draw })
        : new ListPage({ resource, items, sources, draw });
      draw();
      page.arrived(root);
    } catch (error) {
      failure = error;
      draw();
    }
  }

  /** @returns {Promise<Sources>} */
  function read() {
    if (editing !== null || query.has('new')) return sourcesFor(resource);
    // Extensions show whose they are.
    return resource.name === 'extensions' ? sourcesOf(['users']) : sourcesFor(resource);
  }

  void load();
  return {
    render: draw,
    unmount: () => {
      gone = true;
      page?.left();
      render(nothing, root);
    },
    unsaved: () => page?.dirty ?? false,
    mayLeave: async () => (await page?.mayLeave()) ?? true,
  };
}
