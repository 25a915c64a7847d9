/** Asked for with the first call; what is not shown at once needs no second one. */
const TOP_K = 10;
const SHOWN = 3;

const IN_FLIGHT = 2;

/** Lambda takes 6 MB, in which the file is base64 and not alone. */
const MAX_BYTES = 4_000_000;

/** Plenty for a network that looks at 224 pixels. */
const MAX_SIDE = 2048;

const JPEG_QUALITY = 0.9;

/** API Gateway gives up after 30 s. */
const MAX_WAIT_MS = 35_000;

/** What the function reads by itself, by the first bytes of the file. */
const FORMATS = {
  'image/jpeg': /^\xff\xd8\xff/,
  'image/png': /^\x89PNG/,
  'image/webp': /^RIFF[^]{4}WEBP/,
  'image/gif': /^GIF8/,
  'image/bmp': /^BM/,
};

/** Problems that may be over when the same file is sent again. */
const PASSING = ['network', 'too-slow', 'too-many-requests', 'unavailable', 'internal-error', 'bad-base64', 'unexpected'];

/** Problems that a file which this page draws anew may not have. */
const OF_THE_FILE = ['image-too-large', 'unsupported-image', 'unsupported-media-type', 'too-long'];

/** Problems of an answer that did not come from the function, by status. */
const OF_THE_WAY = { 401: 'forbidden', 403: 'forbidden', 404: 'not-found', 413: 'too-long', 429: 'too-many-requests', 504: 'too-slow' };

const byId = id => document.getElementById(id);

// ---- Words

const language = navigator.languages
  .map(tag => tag.toLowerCase().split('-')[0])
  .find(tag => tag === 'en' || tag === 'zh') ?? 'en';
const texts = JSON.parse(byId(`texts-${language}`).textContent);

function text(key, values = {}) {
  return texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** What stands in the page already is English. */
function translate(root) {
  for (const element of root.querySelectorAll('[data-text]')) {
    element.textContent = texts[element.dataset.text] ?? element.textContent;
  }
}

const percents = new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });

function percent(probability) {
  return probability < 0.001 ? `<${percents.format(0.001)}` : percents.format(probability);
}

function milliseconds(number) {
  const digits = { maximumFractionDigits: number < 10 ? 1 : 0 };
  return text('milliseconds', { number: new Intl.NumberFormat(language, digits).format(number) });
}

function bytes(count) {
  const [unit, number] = count < 1e3 ? ['byte', count]
    : count < 1e6 ? ['kilobyte', count / 1e3]
    : ['megabyte', count / 1e6];
  const form = { style: 'unit', unit, maximumFractionDigits: number < 10 ? 1 : 0 };
  return new Intl.NumberFormat(language, form).format(number);
}

/** Tells those who do not see the page. */
function announce(sentence) {
  const news = byId('news');
  const line = document.createElement('p');
  line.textContent = sentence;
  news.append(line);
  if (news.childElementCount > 20) {
    news.firstElementChild.remove();
  }
}

// ---- The service

/** The page is what lies at the API's root, so its own path, with the stage, is the API's. */
const root = location.origin + location.pathname.replace(/\/*$/, '/');
const classify = `${root}classify?topK=${TOP_K}`;

/** Why a picture got no labels. */
class Trouble extends Error {
  constructor(code, details = {}) {
    super(code);
    this.code = code in texts.problems ? code : 'unexpected';
    this.details = details;
  }

  get sentence() {
    return texts.problems[this.code].replace('{status}', this.details.status ?? '–');
  }

  static of(request, sentToken) {
    const { status } = request;
    const type = request.getResponseHeader('Content-Type') ?? '';
    if (type.startsWith('application/problem+json')) {
      const { code, requestId } = JSON.parse(request.responseText);
      return new Trouble(code, { status, requestId, sentToken });
    }
    return new Trouble(OF_THE_WAY[status] ?? (status >= 500 ? 'unavailable' : 'unexpected'), { status });
  }
}

/** Posts a file; only this old way tells how much of it has gone. */
function send(upload, picture) {
  const sentToken = access.token;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = code => () => reject(new Trouble(code));
    let begin = 0;
    request.open('POST', classify);
    request.timeout = MAX_WAIT_MS;
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', upload.type);
    if (sentToken) {
      request.setRequestHeader('Authorization', `Bearer ${sentToken}`);
    }
    request.upload.onprogress = ({ loaded, total }) => picture.showStage('sending', loaded / total);
    request.upload.onload = () => picture.showStage('looking');
    request.onerror = fail('network');
    request.onabort = fail('network');
    request.ontimeout = fail('too-slow');
    request.onload = () => {
      const roundTrip = performance.now() - begin;
      try {
        if (request.status !== 200) {
          throw Trouble.of(request, sentToken);
        }
        const { model, predictions, timing } = JSON.parse(request.responseText);
        if (!model || !timing || !predictions?.length) {
          throw new Error('no labels in it');
        }
        resolve({ model, predictions, timing: { ...timing, roundTrip } });
      } catch (problem) {
        const { status } = request;
        reject(problem instanceof Trouble ? problem : new Trouble('unexpected', { status }));
      }
    };
    picture.request = request;
    picture.showStage('sending', 0);
    begin = performance.now();
    request.send(upload.blob);
  });
}

/** Set once the model's notice is asked for, which whoever may not label may not see either. */
let notice;

/** Shows in the footer that the model must not be deployed, if that is so. */
async function showNotice() {
  const headers = access.token ? { Authorization: `Bearer ${access.token}` } : {};
  try {
    const answer = await fetch(`${root}model`, { headers });
    const model = answer.ok ? await answer.json() : {};
    byId('notice').title = model.notice ?? '';
    byId('notice').hidden = !model.notice;
  } catch {
    // Asked again with the next answer.
    notice = undefined;
  }
}

function curl(upload) {
  const quoted = word => `'${word.replaceAll("'", "'\\''")}'`;
  return [
    'curl',
    `--data-binary ${quoted(`@${upload.name}`)}`,
    `-H ${quoted(`Content-Type: ${upload.type}`)}`,
    ...(access.token ? ['-H "Authorization: Bearer $SNAPLABEL_TOKEN"'] : []),
    quoted(classify),
  ].join(' ');
}

// ---- Files

/** Makes of a file what can be sent: itself if possible, else a JPEG of what the browser sees. */
async function prepare(file) {
  if (file.size === 0) {
    throw new Trouble('no-picture');
  }
  const type = await formatOf(file);
  if (type && file.size <= MAX_BYTES) {
    return { blob: file, type, name: file.name };
  }
  return redraw(file, type ? 'too-long' : 'cannot-open');
}

async function formatOf(file) {
  try {
    const head = String.fromCharCode(...new Uint8Array(await file.slice(0, 12).arrayBuffer()));
    return Object.keys(FORMATS).find(type => FORMATS[type].test(head));
  } catch {
    // A folder, or a file that has gone.
    throw new Trouble('cannot-open');
  }
}

/** Draws a file anew, upright and small enough; what cannot be drawn has the given problem. */
async function redraw(file, otherwise) {
  const seen = await open(file).catch(() => { throw new Trouble(otherwise); });
  const canvas = document.createElement('canvas');
  for (let side = MAX_SIDE; ; side /= 2) {
    const scale = Math.min(1, side / Math.max(seen.width, seen.height));
    canvas.width = Math.max(1, Math.round(seen.width * scale));
    canvas.height = Math.max(1, Math.round(seen.height * scale));
    const brush = canvas.getContext('2d', { alpha: false });
    // White behind what is transparent, as the function has it.
    brush.fillStyle = 'white';
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.imageSmoothingQuality = 'high';
    brush.drawImage(seen.image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg', JPEG_QUALITY));
    if (blob === null) {
      throw new Trouble(otherwise);
    }
    if (blob.size <= MAX_BYTES) {
      seen.image.close?.();
      const { width, height } = canvas;
      const name = `${file.name.replace(/\.[^.]*$/, '')}-${width}x${height}.jpg`;
      return { blob, type: 'image/jpeg', name, drawn: { width, height } };
    }
  }
}

async function open(file) {
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    return { image, width: image.width, height: image.height };
  } catch {
    // SVG is for <img> alone, and need not have a size of its own.
    const image = new Image();
    image.src = URL.createObjectURL(file);
    try {
      await image.decode();
    } finally {
      URL.revokeObjectURL(image.src);
    }
    return { image, width: image.naturalWidth || 1024, height: image.naturalHeight || 1024 };
  }
}

// ---- Pictures

/** A file and its card. */
class Picture {
  constructor(file) {
    this.file = file;
    this.card = byId('card').content.cloneNode(true).firstElementChild;
    this.part('.name').textContent = file.name;
    this.part('.name').title = file.name;
    this.part('progress').setAttribute('aria-label', file.name);
    this.part('.again').onclick = () => queue.again(this);
    this.part('.more').onclick = () => this.toggleMore();
    this.part('.copy').onclick = () => this.copy();
    this.showPreview();
    this.showStage('queued');
  }

  part(selector) {
    return this.card.querySelector(selector);
  }

  showPreview() {
    const image = this.part('img');
    this.url = URL.createObjectURL(this.file);
    this.part('.size').textContent = bytes(this.file.size);
    image.alt = text('pictureOf', { name: this.file.name });
    image.onload = () => {
      image.hidden = false;
      const size = `${image.naturalWidth} × ${image.naturalHeight}`;
      this.part('.size').textContent = `${size} · ${bytes(this.file.size)}`;
    };
    image.onerror = () => {
      this.part('.no-preview').textContent = text('noPreview');
      this.part('.no-preview').hidden = false;
    };
    image.src = this.url;
  }

  /** One of waiting, trouble, answer. */
  showOnly(name) {
    for (const other of ['waiting', 'trouble', 'answer']) {
      this.part(`.${other}`).hidden = other !== name;
    }
  }

  showStage(stage, done) {
    const progress = this.part('progress');
    this.card.dataset.stage = stage;
    this.part('.stage').textContent =
      text(stage, { percent: new Intl.NumberFormat(language, { style: 'percent' }).format(done ?? 0) });
    progress.hidden = stage === 'queued' || stage === 'needsToken';
    if (done === undefined) {
      progress.removeAttribute('value');
    } else {
      progress.value = done;
    }
    this.showOnly('waiting');
  }

  showUpload({ blob, name, drawn }) {
    const sent = this.part('.sent');
    if (drawn) {
      URL.revokeObjectURL(sent.href);
      sent.textContent = text('sentAs', { size: `${drawn.width} × ${drawn.height}` });
      sent.href = URL.createObjectURL(blob);
      sent.download = name;
      sent.hidden = false;
    }
  }

  showTrouble(trouble) {
    const { requestId } = trouble.details;
    this.card.dataset.stage = 'failed';
    this.card.dataset.problem = trouble.code;
    this.part('.problem').textContent = trouble.sentence;
    const ours = trouble.code === 'internal-error';
    this.part('.request').hidden = !ours;
    this.part('.request').textContent = ours ? text('requestId', { id: requestId }) : '';
    this.part('.again').hidden = !PASSING.includes(trouble.code);
    this.showOnly('trouble');
    announce(text('failed', { name: this.file.name, problem: trouble.sentence }));
  }

  showAnswer({ model, predictions, timing }) {
    this.card.dataset.stage = 'labeled';
    this.part('.labels').replaceChildren(...predictions.map(labelOf));
    this.part('.more').hidden = predictions.length <= SHOWN;
    this.part('.times').replaceChildren(...Object.keys(timing).map(name => timeOf(name, timing[name])));
    byId('model').textContent = `${model.name} · ${model.precision} · ${model.version}`;
    notice ??= showNotice();
    this.showOnly('answer');
    const [{ label, probability }] = predictions;
    announce(text('saw', { name: this.file.name, label, percent: percent(probability) }));
  }

  toggleMore() {
    const button = this.part('.more');
    const open = button.getAttribute('aria-expanded') !== 'true';
    button.setAttribute('aria-expanded', String(open));
    button.textContent = text(open ? 'less' : 'more');
    [...this.part('.labels').children].slice(SHOWN).forEach(row => { row.hidden = !open; });
  }

  async copy() {
    const button = this.part('.copy');
    const command = curl(this.upload);
    try {
      await navigator.clipboard.writeText(command);
      button.textContent = text('copied');
      announce(text('copied'));
      setTimeout(() => { button.textContent = text('copy'); }, 2000);
    } catch {
      // Not every browser lets us, and none does without TLS: it is there to be copied by hand.
      this.part('.command').textContent = command;
      this.part('.command').hidden = false;
      this.part('.command').focus();
      getSelection().selectAllChildren(this.part('.command'));
    }
  }

  /** Stops whatever goes on and lets go of what it holds. */
  discard() {
    this.discarded = true;
    this.request?.abort();
    URL.revokeObjectURL(this.url);
    URL.revokeObjectURL(this.part('.sent').href);
    this.card.remove();
  }
}

function labelOf({ label, wnid, probability }, index) {
  const row = byId('label').content.cloneNode(true).firstElementChild;
  row.hidden = index >= SHOWN;
  const name = row.querySelector('.label-name');
  name.textContent = label;
  // ImageNet's names are English; of others only the model's owner knows the language.
  name.lang = wnid ? 'en' : '';
  row.querySelector('.share').textContent = percent(probability);
  row.querySelector('.fill').style.width = `${100 * probability}%`;
  return row;
}

function timeOf(name, value) {
  const group = document.createElement('div');
  const term = document.createElement('dt');
  const time = document.createElement('dd');
  term.textContent = text(name);
  time.textContent = milliseconds(value);
  group.className = 'time';
  group.append(term, time);
  return group;
}

// ---- The queue

const queue = {
  all: [],
  waiting: [],
  running: 0,

  /** Puts new pictures above those that are there. */
  add(files) {
    const added = [...files].map(file => new Picture(file));
    if (added.length === 0) {
      return;
    }
    this.all.push(...added);
    this.waiting.push(...added);
    byId('cards').prepend(...added.map(picture => picture.card));
    byId('results').hidden = false;
    document.body.classList.add('busy');
    this.goOn();
  },

  again(picture) {
    picture.showStage('queued');
    this.waiting.push(picture);
    byId('results-title').focus();
    this.goOn();
  },

  goOn() {
    while (this.running < IN_FLIGHT && this.waiting.length > 0 && !access.asking) {
      this.running++;
      this.label(this.waiting.shift()).finally(() => {
        this.running--;
        this.goOn();
      });
    }
  },

  async label(picture) {
    try {
      picture.showStage('preparing');
      picture.upload ??= await prepare(picture.file);
      if (!picture.discarded) {
        picture.showUpload(picture.upload);
        picture.showAnswer(await this.sendOrRedraw(picture));
      }
    } catch (problem) {
      if (!picture.discarded) {
        this.fail(picture, problem);
      }
    }
  },

  async sendOrRedraw(picture) {
    try {
      return await send(picture.upload, picture);
    } catch (problem) {
      if (!OF_THE_FILE.includes(problem.code) || picture.upload.drawn) {
        throw problem;
      }
      picture.showStage('preparing');
      picture.upload = await redraw(picture.file, problem.code);
      if (picture.discarded) {
        throw problem;
      }
      picture.showUpload(picture.upload);
      return send(picture.upload, picture);
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

  clear() {
    this.all.forEach(picture => picture.discard());
    this.all = [];
    this.waiting = [];
    access.close();
    byId('results').hidden = true;
    document.body.classList.remove('busy');
    byId('files').focus();
    announce(text('cleared'));
  },
};

// ---- Access

const access = {
  key: `snaplabel-token ${root}`,
  token: '',
  asking: false,

  /** This tab's; where even that is forbidden, nothing outlives the page. */
  storage() {
    try {
      return sessionStorage;
    } catch {
      return { getItem: () => null, setItem: () => {} };
    }
  },

  remember(token) {
    this.token = token;
    this.storage().setItem(this.key, token);
  },

  recall() {
    this.token = this.storage().getItem(this.key) ?? '';
  },

  /** Asks, unless the token that was refused is not the present one any more. */
  refused(token) {
    if (this.asking || token !== this.token) {
      return;
    }
    this.remember('');
    this.asking = true;
    byId('access').hidden = false;
    byId('token').value = '';
    this.showProblem(token === '' ? '' : text('wrongToken'));
    byId('token').focus();
  },

  showProblem(sentence) {
    byId('access-problem').textContent = sentence;
    byId('access-problem').hidden = sentence === '';
    byId('token').setAttribute('aria-invalid', String(sentence !== ''));
    announce(sentence || byId('access-title').textContent);
  },

  enter(token) {
    if (!/^[\x21-\x7e]+$/.test(token)) {
      this.showProblem(text('wrongToken'));
      return;
    }
    this.remember(token);
    this.close();
    byId('results-title').focus();
    queue.goOn();
  },

  close() {
    this.asking = false;
    byId('access').hidden = true;
  },
};

/** Shows how to call the API where AWS takes signed requests only. */
function showSigning() {
  const [, host, region] = location.hostname.match(/\.(execute-api|lambda-url)\.([a-z0-9-]+)\./) ?? [];
  byId('signing-call').textContent = [
    `curl --aws-sigv4 "aws:amz:${region ?? '$AWS_REGION'}:${host === 'lambda-url' ? 'lambda' : 'execute-api'}"`,
    '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"',
    '-H "X-Amz-Security-Token: $AWS_SESSION_TOKEN"',
    `-H 'Content-Type: image/jpeg' --data-binary @photo.jpg '${root}classify'`,
  ].join(' \\\n  ');
  byId('signing').hidden = false;
}

// ---- The ways in

function takeFrom(input) {
  input.onchange = () => {
    queue.add(input.files);
    // So that the same file can be chosen once more.
    input.value = '';
  };
}

function openWaysIn() {
  takeFrom(byId('files'));
  takeFrom(byId('camera'));
  addEventListener('dragover', event => showDragging(event, true));
  addEventListener('dragleave', event => showDragging(event, event.relatedTarget !== null));
  addEventListener('drop', event => {
    showDragging(event, false);
    queue.add(event.dataTransfer.files);
  });
  addEventListener('paste', event => queue.add(event.clipboardData.files));
}

function showDragging(event, dragging) {
  if (event.dataTransfer?.types.includes('Files')) {
    event.preventDefault();
    document.documentElement.classList.toggle('dragging', dragging);
  }
}

document.documentElement.lang = language === 'zh' ? 'zh-Hans' : 'en';
translate(document);
document.querySelectorAll('template').forEach(template => translate(template.content));
byId('api').href = `${root}openapi.json`;
access.recall();
byId('clear').onclick = () => queue.clear();
byId('access').onsubmit = event => {
  event.preventDefault();
  access.enter(byId('token').value.trim());
};
// The function says in the page what it is and who may call it.
byId('untrained').hidden = document.documentElement.dataset.trained !== 'false';
if (document.documentElement.dataset.access === 'iam') {
  showSigning();
} else {
  openWaysIn();
}
