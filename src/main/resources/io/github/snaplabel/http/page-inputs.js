// ---- Ways in

const inputs = {
  take(files) {
    this.hint('');
    queue.add(files);
  },

  /** Shows and announces a sentence; hides the last one if it is empty. */
  hint(sentence) {
    byId('hint').textContent = sentence;
    byId('hint').hidden = sentence === '';
    if (sentence) {
      announce(sentence);
    }
  },

  /** Takes what was dropped or pasted. */
  async takeTransfer(transfer) {
    // Only read while the event is handled.
    const files = [...transfer.files];
    const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
    const link = transfer.getData('text/uri-list') || transfer.getData('text/plain');
    const html = transfer.getData('text/html');
    if (entries.some(entry => entry.isDirectory)) {
      const found = (await Promise.all(entries.map(filesIn))).flat();
      this.take(found);
      if (found.length === 0) {
        this.hint(text('noneInFolder'));
      }
    } else if (files.length > 0) {
      this.take(files);
    } else {
      this.takeLink([link, imageIn(html)].filter(Boolean));
    }
  },

  takeLink(links) {
    const data = links.map(fileOf).find(Boolean);
    if (data) {
      this.take([data]);
    } else if (links.some(link => /^(https?|blob|file):/.test(link))) {
      this.hint(text('noLink'));
    }
  },

  async pasteByButton() {
    try {
      const items = await navigator.clipboard.read();
      const files = await Promise.all(items.map(async item => {
        const type = item.types.find(each => each.startsWith('image/'));
        return type && new File([await item.getType(type)], `clipboard.${type.split('/')[1]}`, { type });
      }));
      if (files.some(Boolean)) {
        this.take(files.filter(Boolean));
        return;
      }
    } catch {
      // The user did not allow it, or the clipboard is empty.
    }
    this.hint(text('nothingToPaste'));
  },

  enable() {
    for (const input of [byId('files'), byId('camera')]) {
      input.onchange = () => {
        this.take(input.files);
        // Allows the same file to be chosen again.
        input.value = '';
      };
    }
    byId('drop').onclick = event => {
      if (!event.target.closest('label, input, button')) {
        byId('files').click();
      }
    };
    byId('paste').hidden = !navigator.clipboard?.read;
    byId('paste').onclick = () => this.pasteByButton();
    addEventListener('dragover', event => showDragging(event, true));
    addEventListener('dragleave', event => showDragging(event, event.relatedTarget !== null));
    addEventListener('drop', event => {
      if (showDragging(event, false)) {
        this.takeTransfer(event.dataTransfer);
      }
    });
    addEventListener('paste', event => {
      if (event.target.tagName !== 'INPUT') {
        this.takeTransfer(event.clipboardData);
      }
    });
  },
};

/** Photos to try. */
const examples = {
  async offer() {
    try {
      for (const button of document.querySelectorAll('.example')) {
        await this.load(button);
      }
      byId('examples').hidden = false;
    } catch {
      // The page does without them.
    }
  },

  async load(button) {
    const name = `${button.dataset.photo}.jpg`;
    const response = await fetch(`${root}assets/${name}`);
    const file = new File([await response.blob()], name, { type: 'image/jpeg' });
    const image = button.firstElementChild;
    image.src = URL.createObjectURL(file);
    await image.decode();
    button.onclick = () => {
      inputs.take([file]);
      byId('results-title').focus({ preventScroll: true });
    };
  },
};

/** Returns whether the page takes what is dragged: files and links, but not into a field. */
function showDragging(event, dragging) {
  const { types } = event.dataTransfer ?? { types: [] };
  const files = types.includes('Files');
  const taken = files || (types.includes('text/uri-list') && event.target.tagName !== 'INPUT');
  if (taken) {
    event.preventDefault();
  }
  document.documentElement.classList.toggle('dragging', files && dragging);
  return taken;
}

/** Returns the address of the image in copied HTML. Parsing runs no scripts and loads nothing. */
function imageIn(html) {
  return html && new DOMParser().parseFromString(html, 'text/html').querySelector('img')?.getAttribute('src');
}

/** Returns the file in a data URL of an image, undefined for other links. */
function fileOf(link) {
  const [, type, content] = link.trim().match(/^data:(image\/[\w.+-]+)(?:;[^,]*)?;base64,([A-Za-z0-9+/=%\s]+)$/) ?? [];
  try {
    const bytes = type && Uint8Array.from(atob(decodeURIComponent(content)), letter => letter.charCodeAt(0));
    return bytes && new File([bytes], `picture.${type.split('/')[1]}`, { type });
  } catch {
    return undefined;
  }
}

