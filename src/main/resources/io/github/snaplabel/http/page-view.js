// ---- The whole picture

const view = {
  dialog: byId('view'),

  /** Side of the square that the network sees, as a fraction of the picture's shorter side. */
  share: undefined,

  showsModel({ inputSize, resize }) {
    this.share = inputSize / resize || undefined;
  },

  async open(picture) {
    const { width, height } = await picture.size;
    byId('view-name').textContent = picture.file.name;
    byId('view-image').src = picture.url;
    byId('view-image').alt = text('pictureOf', { name: picture.file.name });
    byId('whole').style.aspectRatio = `${width} / ${height}`;
    byId('whole').style.width = `min(${width}px, 92vw, (96vh - 10rem) * ${width / height})`;
    const side = this.share * Math.min(width, height);
    const square = byId('judged');
    square.style.width = `${100 * side / width}%`;
    square.style.height = `${100 * side / height}%`;
    square.hidden = this.share === undefined;
    byId('judged-note').hidden = square.hidden;
    this.dialog.showModal();
  },

  enable() {
    byId('view-close').onclick = () => this.dialog.close();
    this.dialog.onclick = event => {
      // A click on the dialog itself is one outside its content.
      if (event.target === this.dialog) {
        this.dialog.close();
      }
    };
    this.dialog.onclose = () => byId('view-image').removeAttribute('src');
  },
};
