// ---- The queue

const queue = {
  waiting: [],
  running: 0,

  /** Adds new pictures above the existing ones. */
  add(files) {
    const added = [...files].map(file => new Picture(file));
    if (added.length > 0) {
      results.add(added);
      this.waiting.push(...added);
      this.goOn();
    }
  },

  again(picture) {
    if (SOLVED_BY_SHRINKING.includes(picture.trouble?.code)) {
      picture.upload = undefined;
      picture.limits = SMALL;
    }
    picture.showStage('queued');
    this.waiting.push(picture);
    this.goOn();
  },

  goOn() {
    while (this.running < (line.slow ? 1 : MAX_IN_FLIGHT) && this.waiting.length > 0 && !access.asking) {
      this.running++;
      this.label(this.waiting.shift()).finally(() => {
        this.running--;
        this.goOn();
      });
    }
  },

  async label(picture) {
    const attempt = ++picture.attempt;
    const goesOn = () => picture.attempt === attempt;
    try {
      picture.showStage('preparing');
      const limits = picture.limits ?? (line.slow ? SMALL : NORMAL);
      const [upload] = await Promise.all([
        picture.upload ?? prepare(picture.file, await picture.size, limits),
        model ??= describeModel(),
      ]);
      if (goesOn()) {
        picture.showUpload(upload);
        const answer = await this.sendOrRedraw(picture, goesOn);
        if (goesOn()) {
          picture.showAnswer(answer);
        }
      }
    } catch (problem) {
      if (goesOn()) {
        this.fail(picture, problem);
      }
    }
  },

  /** Sends a picture; once more, redrawn, if that may solve the problem. */
  async sendOrRedraw(picture, goesOn) {
    try {
      return await send(picture.upload, picture);
    } catch (problem) {
      const redrawable = SOLVED_BY_REDRAWING.includes(problem.code) && !picture.upload.drawn;
      const shrinkable = problem.code === 'not-sent' && picture.limits !== SMALL;
      if (!goesOn() || !(redrawable || shrinkable)) {
        throw problem;
      }
      if (shrinkable) {
        line.slow = true;
        picture.limits = SMALL;
      }
      picture.showStage('preparing');
      const upload = await redraw(picture.file, problem.code, picture.limits ?? NORMAL);
      if (!goesOn()) {
        throw problem;
      }
      picture.showUpload(upload);
      return send(upload, picture);
    }
  },

  fail(picture, problem) {
    const trouble = problem instanceof Trouble ? problem : new Trouble('unexpected');
    if (trouble.code === 'unauthorized') {
      picture.showStage('needsToken');
      this.waiting.unshift(picture);
      access.refused(trouble.details.sentToken);
    } else {
      picture.showTrouble(trouble);
    }
    if (trouble !== problem) {
      throw problem;
    }
  },

  /** Stops labeling pictures. */
  forget(pictures) {
    const forgotten = new Set(pictures);
    this.waiting = this.waiting.filter(picture => !forgotten.has(picture));
    pictures.forEach(picture => picture.stop());
    if (this.waiting.length === 0) {
      access.close();
    }
  },
};

