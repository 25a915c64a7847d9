// ---- The results

/** Leaving the page asks if so many results would be lost that were not downloaded. */
const MANY_RESULTS = 10;

/** More cards than these are compact. */
const MANY_CARDS = 12;

const results = {
  /** Maps cards to pictures. */
  pictures: new Map(),
  numbers: { pending: 0, labeled: 0, failed: 0, retryable: 0 },
  /** How many have finished since none was pending. */
  finishedInBatch: 0,
  notSaved: 0,
  removed: [],

  get all() {
    return [...byId('cards').children].map(card => this.pictures.get(card));
  },

  add(pictures) {
    this.forgetRemoved();
    pictures.forEach(picture => this.pictures.set(picture.card, picture));
    byId('cards').prepend(...pictures.map(picture => picture.card));
    this.show();
    pictures[0].card.scrollIntoView({ block: 'nearest' });
  },

  count(state, by) {
    if (state) {
      this.numbers[state] += by;
      this.show();
    }
  },

  /** Announces one picture's sentence, or that all of several are finished. */
  finished(sentence) {
    const { pending, labeled, failed, retryable } = this.numbers;
    this.finishedInBatch++;
    this.notSaved++;
    if (pending === 0) {
      announce(this.finishedInBatch === 1 ? sentence
        : text('finished', { labeled, failed: failed + retryable }));
      this.finishedInBatch = 0;
    }
    this.show();
  },

  show() {
    const { pending, labeled, failed, retryable } = this.numbers;
    const all = pending + labeled + failed + retryable;
    const done = all - pending;
    const count = text('count', { done, all });
    byId('results').hidden = all === 0;
    byId('count').textContent = failed + retryable === 0 ? count
      : `${count} · ${text('countFailed', { number: failed + retryable })}`;
    byId('again-all').hidden = retryable === 0;
    document.querySelectorAll('.save').forEach(button => { button.hidden = labeled === 0; });
    document.body.classList.toggle('busy', all > 0);
    byId('cards').classList.toggle('many', all > MANY_CARDS);
    document.title = all === 0 ? 'SnapLabel' : `${done}/${all} – SnapLabel`;
    const loss = pending > 0 || Math.min(this.notSaved, labeled) >= MANY_RESULTS;
    window.onbeforeunload = loss ? event => event.preventDefault() : null;
  },

  /** Tries those again that failed with one of these problems. */
  again(codes) {
    this.all
      .filter(({ state, trouble }) => state === 'retryable' && codes.includes(trouble.code))
      .forEach(picture => queue.again(picture));
  },

  /** Removes pictures until the user undoes it. */
  remove(pictures) {
    this.forgetRemoved();
    const order = [...byId('cards').children];
    const next = pictures[0].card.nextElementSibling ?? pictures[0].card.previousElementSibling;
    queue.forget(pictures);
    pictures.forEach(picture => {
      this.count(picture.state, -1);
      picture.card.remove();
    });
    this.removed = pictures;
    this.restoreOrder = () => byId('cards').replaceChildren(...order);
    const sentence = pictures.length === 1
      ? text('removed', { name: pictures[0].file.name })
      : text('cleared', { number: pictures.length });
    byId('undo-text').textContent = sentence;
    byId('undo').hidden = false;
    announce(sentence);
    (pictures.length === 1 && next ? next.querySelector('.remove') : byId('files')).focus();
  },

  undo() {
    const pictures = this.removed;
    this.removed = [];
    byId('undo').hidden = true;
    this.restoreOrder();
    for (const picture of pictures) {
      this.count(picture.state, 1);
      if (picture.state === 'pending') {
        queue.again(picture);
      }
    }
    byId('results-title').focus();
    announce(text('restored'));
  },

  forgetRemoved() {
    this.removed.forEach(picture => {
      this.pictures.delete(picture.card);
      picture.discard();
    });
    this.removed = [];
    byId('undo').hidden = true;
  },

  /** Returns an entry for each finished picture, with the fields of the command's JSON. */
  entries() {
    return this.all.filter(({ state }) => state !== 'pending').map(({ file, state, answer, trouble }) =>
      state === 'labeled' ? { path: file.name, ...answer }
        : { path: file.name, error: { code: trouble.code, title: trouble.details.title ?? trouble.sentence } });
  },

  /** Returns CSV (RFC 4180) with the columns of the command's CSV. */
  csv() {
    const rows = [['path', 'rank', 'label', 'wnid', 'index', 'probability',
      'sure_label', 'sure_probability', 'sure_path', 'error']];
    for (const { path, predictions, label: sure, error } of this.entries()) {
      for (const { rank, label, wnid, index, probability } of predictions ?? [{}]) {
        rows.push([path, rank, label, wnid, index, probability,
          sure?.name, sure?.probability, sure?.path.join('/'), error?.code]);
      }
    }
    // The byte order mark tells spreadsheets that it is UTF-8.
    return `\ufeff${rows.map(row => row.map(cell).join(',')).join('\r\n')}\r\n`;
  },

  save(type, content) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = `snaplabel.${type.split('/')[1]}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    this.notSaved = 0;
    this.show();
  },

  enable() {
    byId('clear').onclick = () => this.remove(this.all);
    byId('undo-button').onclick = () => this.undo();
    byId('csv').onclick = () => this.save('text/csv', this.csv());
    byId('json').onclick = () => this.save('application/json', JSON.stringify(this.entries(), null, 2));
    byId('again-all').onclick = () => {
      this.again(RETRYABLE);
      byId('results-title').focus({ preventScroll: true });
    };
    addEventListener('online', () => this.again(['network', 'not-sent']));
  },
};

/** Quotes a cell where CSV requires it. An apostrophe keeps spreadsheets from running a name as a formula. */
function cell(value = '') {
  const safe = String(value).replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

