/** Requested at once, so that "More" needs no second request. */
const TOP_K = 10;
const SHOWN = 3;

const MAX_IN_FLIGHT = 2;

/** Lambda accepts 6 MB, which contain the file in base64 and the rest of the event. */
const MAX_BYTES = 4_000_000;

/** Larger files are redrawn, and no redrawn one is larger. */
const LARGE_BYTES = 1_000_000;

/**
 * Redrawn pictures are reduced to one of these lengths in pixels, the larger of the two. The network looks at a
 * square of about 224 pixels, at most 448; it is cut from a picture whose shorter side is an eighth longer.
 */
const NORMAL = { longer: 1600, shorter: 512 };
const SMALL = { longer: 512, shorter: 512 };

/** The longer side of drawings, in pixels. */
const VECTOR_SIDE = 1024;

const JPEG_QUALITY = 0.9;

/** Without progress for so long, a request has failed. API Gateway's timeout is 30 s. */
const MAX_STALL_MS = 35_000;

/** Rates in bytes per millisecond (kB/s): below the first a connection is slow, above the second no longer. */
const SLOW_RATE = 200;
const FAST_RATE = 400;

/** A shorter time says little about the rate of an upload. */
const MIN_MEASURED_MS = 1500;

/** The page waits so long for its texts in other languages than English. */
const MAX_TEXTS_MS = 10_000;

/** Files that are larger are not opened: decoding one could take more memory than a phone has. */
const MAX_OPENED_BYTES = 100_000_000;

/** The formats that the function reads, with the first bytes of their files. */
const FORMATS = {
  'image/jpeg': /^\xff\xd8\xff/,
  'image/png': /^\x89PNG/,
  'image/webp': /^RIFF[^]{4}WEBP/,
  'image/gif': /^GIF8/,
  'image/bmp': /^BM/,
  'image/tiff': /^(II\*\0|MM\0\*)/,
  'image/heic': /^[^]{4}ftyp(hei|mif1[^]*hei[cx])/,
};

/** Problems that may not occur again when the same file is sent again. */
const RETRYABLE = ['network', 'not-sent', 'too-slow', 'too-many-requests', 'unavailable', 'internal-error', 'bad-base64', 'unexpected'];

/** Problems of a file that may be solved by redrawing it as a JPEG. */
const SOLVED_BY_REDRAWING = ['image-too-large', 'unsupported-image', 'unsupported-media-type', 'too-long'];

/** Problems of a request that may not occur if the picture is smaller. */
const SOLVED_BY_SHRINKING = ['not-sent', 'too-slow'];

/** Problems of responses that do not come from the function, by status. */
const PROXY_PROBLEMS = { 401: 'forbidden', 403: 'forbidden', 404: 'not-found', 413: 'too-long', 429: 'too-many-requests', 504: 'too-slow' };

const byId = id => document.getElementById(id);

// ---- Texts

/** The page is at the API's root, so its own path, including the stage, is the API's. */
const root = location.origin + location.pathname.replace(/\/*$/, '/');

const english = JSON.parse(byId('texts-en').textContent);
const texts = language === 'en' ? english : await loadTexts();

/** Returns the texts in another language. Nothing is shown before they are there, unless they cannot be loaded. */
async function loadTexts() {
  document.body.hidden = true;
  try {
    const response = await fetch(`${root}assets/${language}.json`, { signal: AbortSignal.timeout(MAX_TEXTS_MS) });
    if (response.ok) {
      const loaded = await response.json();
      // A cache may have the texts of an older page.
      return { ...english, ...loaded, problems: { ...english.problems, ...loaded.problems } };
    }
  } catch {
    // As if there were none.
  } finally {
    document.body.hidden = false;
  }
  document.documentElement.lang = 'en';
  return english;
}

function text(key, values = {}) {
  return texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** The page's markup contains the English texts. */
function translate(root) {
  for (const element of root.querySelectorAll('[data-text]')) {
    element.textContent = texts[element.dataset.text] ?? element.textContent;
  }
}

function milliseconds(number) {
  const digits = { maximumFractionDigits: number < 10 ? 1 : 0 };
  return text('milliseconds', { number: new Intl.NumberFormat(language, digits).format(number) });
}

function bytes(count) {
  const [unit, number] = count < 1e3 ? ['byte', count]
    : count < 1e6 ? ['kilobyte', count / 1e3]
    : ['megabyte', count / 1e6];
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  const form = { style: 'unit', unit, unitDisplay, maximumFractionDigits: number < 10 ? 1 : 0 };
  return new Intl.NumberFormat(language, form).format(number);
}

/** Announces a sentence to users of screen readers. */
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

const classify = `${root}classify?topK=${TOP_K}${language === 'en' ? '' : '&lang=zh'}`;

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
      const { code, requestId, title, detail } = JSON.parse(request.responseText);
      return new Trouble(code, { status, requestId, title, detail, sentToken });
    }
    return new Trouble(PROXY_PROBLEMS[status] ?? (status >= 500 ? 'unavailable' : 'unexpected'), { status });
  }
}

/** What the uploads say about the connection. */
const line = {
  slow: false,

  measure(bytes, time) {
    const rate = bytes / time;
    if (rate > FAST_RATE) {
      this.slow = false;
    } else if (rate < SLOW_RATE && time > MIN_MEASURED_MS) {
      this.slow = true;
    }
  },
};

/** Posts a file with XMLHttpRequest, because fetch does not report the progress of uploads. */
function send(upload, picture) {
  const sentToken = access.token;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let start = 0;
    let sentBytes = 0;
    let stalled = false;
    let timer;
    const uploaded = () => sentBytes >= upload.blob.size;
    const expectProgress = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        stalled = true;
        request.abort();
      }, MAX_STALL_MS);
    };
    request.open('POST', classify);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', upload.type);
    if (sentToken) {
      request.setRequestHeader('Authorization', `Bearer ${sentToken}`);
    }
    request.upload.onprogress = ({ loaded, total }) => {
      sentBytes = loaded;
      line.measure(loaded, performance.now() - start);
      expectProgress();
      picture.showStage('sending', loaded / total);
    };
    request.upload.onload = () => {
      sentBytes = upload.blob.size;
      picture.showStage('looking');
    };
    request.onerror = () => {
      // On a slow line the browser may count what it only keeps to be sent.
      const notSent = sentBytes > 0 && (line.slow || !uploaded());
      reject(new Trouble(notSent ? 'not-sent' : 'network'));
    };
    request.onabort = () => reject(new Trouble(uploaded() ? 'too-slow' : stalled ? 'not-sent' : 'network'));
    request.onloadend = () => clearTimeout(timer);
    request.onload = () => {
      const roundTrip = performance.now() - start;
      try {
        if (request.status !== 200) {
          throw Trouble.of(request, sentToken);
        }
        const answer = JSON.parse(request.responseText);
        if (!answer.model || !answer.predictions?.length) {
          throw new Error('The response has no labels');
        }
        resolve({ answer, roundTrip });
      } catch (problem) {
        const { status } = request;
        reject(problem instanceof Trouble ? problem : new Trouble('unexpected', { status }));
      }
    };
    picture.request = request;
    picture.showStage('sending', 0);
    start = performance.now();
    expectProgress();
    request.send(upload.blob);
  });
}

/** What the page knows of the model: a promise, which the first picture makes. */
let model;

/**
 * Asks for the model, which says whether a token is missing before a picture is sent. Shows the model's notice in the
 * footer, if it has one.
 */
async function describeModel() {
  const sentToken = access.token;
  const headers = sentToken ? { Authorization: `Bearer ${sentToken}` } : {};
  let answer;
  try {
    // A stored answer may be that to another token.
    answer = await fetch(`${root}model`, { headers, cache: 'no-cache', signal: AbortSignal.timeout(MAX_STALL_MS) });
    const description = answer.ok ? await answer.json() : {};
    view.showsModel(description);
    byId('notice').title = description.notice ?? '';
    byId('notice').hidden = !description.notice;
  } catch {
    // Requested again with the next picture.
    model = undefined;
  }
  if (answer?.status === 401) {
    model = undefined;
    throw new Trouble('unauthorized', { sentToken });
  }
}

/** Returns the call of curl for the shell of this system. */
function curl(upload) {
  // In cmd.exe a caret keeps a percent sign from naming a variable, but only outside quotes.
  const quoted = navigator.platform.startsWith('Win') ? word => `"${word.replaceAll('%', '"^%"')}"`
    : word => `'${word.replaceAll("'", "'\\''")}'`;
  const token = navigator.platform.startsWith('Win') ? '%SNAPLABEL_TOKEN%' : '$SNAPLABEL_TOKEN';
  // A name of only "-" would be standard input.
  const file = upload.name.replace(/^-/, './-');
  return [
    'curl',
    `--data-binary ${quoted(`@${file}`)}`,
    `-H ${quoted(`Content-Type: ${upload.type}`)}`,
    ...(access.token ? [`-H "Authorization: Bearer ${token}"`] : []),
    quoted(`${root}classify?topK=${SHOWN}`),
  ].join(' ');
}

// ---- Pictures

let numberOfPictures = 0;

/** A file and its card. */
class Picture {
  /** Counts the attempts to label it; those but the last are obsolete. */
  attempt = 0;

  /** Of the states that the head of the results counts: pending, labeled, failed or retryable. */
  state;

  constructor(file) {
    this.file = file;
    this.card = byId('card').content.cloneNode(true).firstElementChild;
    this.part('.name').textContent = file.name;
    this.part('.name').title = file.name;
    this.part('progress').setAttribute('aria-label', file.name);
    this.part('.remove').setAttribute('aria-label', text('remove', { name: file.name }));
    this.part('.remove').onclick = () => results.remove([this]);
    this.part('.again').onclick = () => {
      queue.again(this);
      this.part('.name').focus({ preventScroll: true });
    };
    this.part('.more').onclick = () => this.toggleMore();
    this.card.querySelectorAll('.copy').forEach(button => { button.onclick = () => this.copy(button); });
    this.part('.enlarge').onclick = () => view.open(this);
    this.nameControls();
    this.showPreview();
    this.showStage('queued');
  }

  part(selector) {
    return this.card.querySelector(selector);
  }

  /** Adds the picture's name to the names of buttons that are alike on all cards. */
  nameControls() {
    const prefix = `picture-${++numberOfPictures}`;
    this.part('.name').id = `${prefix}-name`;
    this.card.querySelectorAll('.again, .more, .copy, summary').forEach((control, index) => {
      control.id = `${prefix}-${index}`;
      control.setAttribute('aria-labelledby', `${control.id} ${prefix}-name`);
    });
  }

  setState(state) {
    results.count(this.state, -1);
    results.count(state, 1);
    this.state = state;
  }

  showPreview() {
    const image = this.part('img');
    this.url = URL.createObjectURL(this.file);
    this.part('.size').textContent = bytes(this.file.size);
    image.alt = text('enlarge', { name: this.file.name });
    /** Its width and height, undefined if the browser cannot show it. */
    this.size = new Promise(resolve => {
      image.onload = () => {
        this.part('.enlarge').hidden = false;
        const { naturalWidth: width, naturalHeight: height } = image;
        this.part('.size').textContent = `${width} × ${height} · ${bytes(this.file.size)}`;
        resolve({ width, height });
      };
      image.onerror = () => {
        this.part('.no-preview').textContent = text('noPreview');
        this.part('.no-preview').hidden = false;
        resolve();
      };
    });
    if (this.file.size <= MAX_OPENED_BYTES) {
      image.src = this.url;
    } else {
      image.onerror();
    }
  }

  /** Shows one of waiting, trouble and answer. */
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
    this.setState('pending');
  }

  showUpload(upload) {
    const { blob, name, drawn } = upload;
    this.upload = upload;
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
    const internal = trouble.code === 'internal-error';
    this.part('.request').hidden = !internal;
    this.part('.request').textContent = internal ? text('requestId', { id: requestId }) : '';
    const retryable = RETRYABLE.includes(trouble.code);
    this.part('.again').hidden = !retryable;
    this.showOnly('trouble');
    this.trouble = trouble;
    this.setState(retryable ? 'retryable' : 'failed');
    results.finished(text('failed', { name: this.file.name, problem: trouble.sentence }));
  }

  showAnswer({ answer, roundTrip }) {
    const { model: made, predictions, label: sure, timing } = answer;
    this.answer = answer;
    this.card.dataset.stage = 'labeled';
    this.showVerdict(predictions, sure);
    this.part('.labels').replaceChildren(...predictions.map(labelOf));
    this.part('.more').hidden = predictions.length <= SHOWN;
    const times = Object.entries({ ...timing, roundTrip }).filter(([name]) => name in texts);
    this.part('.times').replaceChildren(...times.map(([name, time]) => timeOf(name, time)));
    byId('model').textContent = `${made.name} · ${made.precision} · ${made.version}`;
    this.showOnly('answer');
    this.setState('labeled');
    results.finished(this.sentence());
  }

  /** Shows the sure label, unless it is the first class of the list, which then stands out. */
  showVerdict(predictions, sure) {
    const listed = sure && sure.index === predictions[0].index;
    const verdict = this.part('.verdict');
    verdict.hidden = listed;
    const name = verdict.querySelector('.label-name');
    if (sure) {
      showNames(name, sure, sure.name);
    } else {
      name.textContent = text('unsure');
      name.removeAttribute('lang');
    }
    verdict.querySelector('.share').textContent = sure ? percent(sure.probability) : '';
    this.card.classList.toggle('unsure', !sure);
    this.part('.labels').classList.toggle('led', listed);
    const path = this.part('.path');
    path.hidden = !sure;
    path.textContent = (sure?.zh ?? sure)?.path.join(' › ') ?? '';
    path.lang = languageOf(sure);
  }

  /** Returns the answer as a sentence. */
  sentence() {
    const { label: sure, predictions: [first] } = this.answer;
    return text(sure ? 'saw' : 'unsureSaw', {
      name: this.file.name,
      label: (sure?.zh ?? sure)?.name ?? first.zh?.name ?? first.label,
      percent: percent(sure?.probability ?? first.probability),
    });
  }

  toggleMore() {
    const button = this.part('.more');
    const open = button.getAttribute('aria-expanded') !== 'true';
    button.setAttribute('aria-expanded', String(open));
    [...this.part('.labels').children].slice(SHOWN).forEach(row => { row.hidden = !open; });
  }

  /** Returns what a button copies. */
  copyOf(form) {
    switch (form) {
      case 'curl': return curl(this.upload.whole ?? this.upload);
      case 'json': return JSON.stringify(this.answer, null, 2);
      default: return [
        this.sentence(),
        ...this.answer.predictions
          .slice(0, this.part('.more').getAttribute('aria-expanded') === 'true' ? TOP_K : SHOWN)
          .map(({ rank, label, probability }) => `${rank}. ${label} ${percent(probability)}`),
      ].join('\n');
    }
  }

  async copy(button) {
    const content = this.copyOf(button.dataset.copy);
    if (button.dataset.copy === 'curl' && this.upload.drawn && !this.upload.whole) {
      inputs.hint(text('saveFirst', { link: this.part('.sent').textContent }));
    }
    try {
      await navigator.clipboard.writeText(content);
      const name = button.textContent;
      button.textContent = text('copied');
      announce(text('copied'));
      setTimeout(() => { button.textContent = name; }, 2000);
    } catch {
      // No browser allows this without TLS: the text is shown to be copied manually.
      this.part('.command').textContent = content;
      this.part('.command').hidden = false;
      this.part('.command').focus();
      getSelection().selectAllChildren(this.part('.command'));
    }
  }

  /** Makes the present attempt obsolete. */
  stop() {
    this.attempt++;
    this.request?.abort();
  }

  /** Releases all resources. */
  discard() {
    this.stop();
    URL.revokeObjectURL(this.url);
    URL.revokeObjectURL(this.part('.sent').href);
  }
}

/** Returns the language of a label's names: ImageNet's are in English, that of others is unknown. */
function languageOf(label) {
  return label?.zh ? 'zh-Hans' : label?.wnid ? 'en' : '';
}

/** Shows a label's Chinese name with the English one beside, or its only name. */
function showNames(element, label, name) {
  if (label.zh) {
    showBothNames(element, label.zh.name, name);
  } else {
    element.textContent = name;
    element.lang = languageOf(label);
  }
}

function labelOf(prediction, index) {
  const { label, probability } = prediction;
  const row = byId('label').content.cloneNode(true).firstElementChild;
  row.hidden = index >= SHOWN;
  showNames(row.querySelector('.label-name'), prediction, label);
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

