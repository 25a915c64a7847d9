/* Shows the pictures of the folder, as reported by the command's live events. */

const TEXTS = {
  en: {
    first: 'Label single pictures',
    title: 'The folder',
    untrained: 'This model is untrained: its labels are random and say nothing about your pictures.',
    offline: 'The connection to the command was lost. Reconnecting; this page may be out of date.',
    online: 'The connection is back.',
    filter: 'Filter by label or name',
    labelOf: 'Label',
    allLabels: 'All labels',
    labelCount: '{label} ({number})',
    pictures: 'Pictures',
    empty: 'There are no pictures in the folder yet. Drop some here, or add them to the folder.',
    drop: 'Drop pictures to copy them into the folder',
    copying: 'Copied into the folder: {done} of {all}',
    notCopied: 'Not copied: {names}',
    none: 'No picture matches.',
    showAll: 'Show all',
    onlyThese: 'Show only these',
    privacy: 'The pictures stay on this machine.',
    tags: 'Tags in S3',
    count: '{done} of {all} done',
    done: 'All pictures are done: {all}',
    unreadable: '{number} cannot be read',
    failed: '{number} failed',
    other: 'other files: {number}',
    matches: '{number} of {all} shown',
    noPreview: 'No preview',
    pictureOf: 'Picture {name}',
    waiting: 'Waiting',
    working: 'Being labeled',
    retrying: 'Waiting to retry',
    unlabeled: 'No label is probable enough',
    problems: {
      'corrupt-image': 'The picture is damaged or incomplete.',
      'unsupported-image': 'This picture format is not supported.',
      'image-too-large': 'The picture exceeds the limit of bytes or pixels.',
      'no-room': 'The picture already has ten tags, the maximum in S3.',
    },
  },
  'zh-Hans': {
    first: '识别单张图片',
    title: '文件夹',
    untrained: '此模型未经训练：标签是随机的，与您的图片内容无关。',
    offline: '与命令的连接已断开，正在不断重试；所显示的内容可能已过时。',
    online: '连接已恢复。',
    filter: '按标签或名称筛选',
    labelOf: '标签',
    allLabels: '所有标签',
    labelCount: '{label}（{number}）',
    pictures: '图片',
    empty: '文件夹里还没有图片。把图片拖到这里，或放入文件夹。',
    drop: '松开即可把图片复制到文件夹',
    copying: '已复制到文件夹：{done} / {all}',
    notCopied: '未能复制：{names}',
    none: '没有符合的图片。',
    showAll: '全部显示',
    onlyThese: '只显示这些',
    privacy: '图片只留在这台电脑上。',
    tags: 'S3 标签',
    count: '已完成 {done} / {all}',
    done: '全部 {all} 张图片已处理完毕',
    unreadable: '{number} 张无法读取',
    failed: '{number} 张失败',
    other: '{number} 个文件不是图片',
    matches: '显示 {number} / {all}',
    noPreview: '无法预览',
    pictureOf: '图片 {name}',
    waiting: '等待中',
    working: '正在识别',
    retrying: '稍后重试',
    unlabeled: '没有足够可信的标签',
    problems: {
      'corrupt-image': '图片已损坏或不完整。',
      'unsupported-image': '无法读取这种图片。',
      'image-too-large': '图片超过了允许的字节数或像素数。',
      'no-room': '图片已有十个标签，S3 不允许更多。',
    },
  },
  'zh-Hant': {
    first: '辨識單張圖片',
    title: '資料夾',
    untrained: '此模型未經訓練：標籤是隨機的，與您的圖片內容無關。',
    offline: '與命令的連線已中斷，正在不斷重試；所顯示的內容可能已過時。',
    online: '連線已恢復。',
    filter: '依標籤或名稱篩選',
    labelOf: '標籤',
    allLabels: '所有標籤',
    labelCount: '{label}（{number}）',
    pictures: '圖片',
    empty: '資料夾裡還沒有圖片。把圖片拖到這裡，或放入資料夾。',
    drop: '放開即可把圖片複製到資料夾',
    copying: '已複製到資料夾：{done} / {all}',
    notCopied: '未能複製：{names}',
    none: '沒有符合的圖片。',
    showAll: '全部顯示',
    onlyThese: '只顯示這些',
    privacy: '圖片只留在這台電腦上。',
    tags: 'S3 標籤',
    count: '已完成 {done} / {all}',
    done: '全部 {all} 張圖片已處理完畢',
    unreadable: '{number} 張無法讀取',
    failed: '{number} 張失敗',
    other: '{number} 個檔案不是圖片',
    matches: '顯示 {number} / {all}',
    noPreview: '無法預覽',
    pictureOf: '圖片 {name}',
    waiting: '等待中',
    working: '正在辨識',
    retrying: '稍後重試',
    unlabeled: '沒有足夠可信的標籤',
    problems: {
      'corrupt-image': '圖片已損壞或不完整。',
      'unsupported-image': '無法讀取這種圖片。',
      'image-too-large': '圖片超過了允許的位元組數或像素數。',
      'no-room': '圖片已有十個標籤，S3 不允許更多。',
    },
  },
};

const PENDING = ['waiting', 'working', 'retrying'];

/** Delay before reconnecting when the browser has given up. */
const RECONNECT_DELAY_MS = 3000;

const texts = TEXTS[language];
const numbers = new Intl.NumberFormat(language);

const byId = (id) => document.getElementById(id);
const list = byId('cards');
const filter = byId('filter');

/** Maps names and paths, as tags have them, to the classes and nodes that have them; filled by loadLabels. */
const known = new Map();

/** Maps keys to { picture, card }; files that are not pictures have no card. */
const shown = new Map();
let wasPending = false;
/** The state of the pictures that are shown, undefined for all. */
let onlyState;
/** The label of the pictures that are shown, undefined for all. */
let onlyLabel;

function text(name, values = {}) {
  return texts[name].replace(/\{(\w+)\}/g, (_, value) => values[value]);
}

function translate(root) {
  for (const element of root.querySelectorAll('[data-text]')) {
    element.textContent = text(element.dataset.text);
  }
}

function copy(template) {
  const element = byId(template).content.firstElementChild.cloneNode(true);
  translate(element);
  return element;
}

/** Returns a URL path; encodes each part of the key, which may contain reserved characters. */
function address(kind, picture) {
  const path = picture.key.split('/').map(encodeURIComponent).join('/');
  return `/bucket/${kind}/${path}${picture.eTag ? `?${picture.eTag}` : ''}`;
}

function makeCard(picture) {
  const card = copy('card');
  card.querySelector('.name').textContent = picture.key;
  card.querySelector('.name').title = picture.key;
  const image = card.querySelector('img');
  const without = card.querySelector('.no-preview');
  without.textContent = text('noPreview');
  image.addEventListener('error', () => {
    without.hidden = false;
    card.dataset.lacksPreview = '';
  });
  image.addEventListener('load', () => {
    without.hidden = true;
    delete card.dataset.lacksPreview;
  });
  return card;
}

async function loadLabels() {
  const answer = await fetch('/bucket/labels');
  for (const label of await answer.json()) {
    const names = [label.name, label.path.join('/'), label.zh?.name, label.zh?.path.join('/')];
    for (const name of new Set(names.filter(Boolean))) {
      known.set(name, [...(known.get(name) ?? []), label]);
    }
  }
}

/** Returns the label with a name or path, if it is to be shown in Chinese; nothing for two labels of the same name. */
function chinese(name) {
  const labels = known.get(name) ?? [];
  return language !== 'en' && labels.length === 1 && labels[0].zh ? labels[0] : undefined;
}

function makeLabel({ name, probability }) {
  const label = copy('label');
  const local = chinese(name);
  if (local) {
    showBothNames(label.querySelector('.label-name'), local.zh.name, local.name);
  } else {
    label.querySelector('.label-name').textContent = name;
  }
  label.querySelector('.share').textContent = percent(probability);
  label.querySelector('.fill').style.width = `${100 * probability}%`;
  return label;
}

function makeTag([key, value]) {
  const row = document.createElement('tr');
  const name = row.appendChild(document.createElement('th'));
  name.scope = 'row';
  name.textContent = key;
  row.appendChild(document.createElement('td')).textContent = value;
  return row;
}

function state(picture) {
  if (PENDING.includes(picture.state)) {
    return text(picture.state);
  }
  return picture.state === 'tagged' && picture.labels.length === 0 ? text('unlabeled') : '';
}

/** Loads the thumbnail, except that of an unreadable picture. */
function showThumbnail(card, picture) {
  const readable = picture.state !== 'unreadable';
  card.querySelector('.no-preview').hidden = readable;
  if (readable) {
    card.querySelector('img').src = address('thumbnails', picture);
  } else {
    card.querySelector('img').removeAttribute('src');
  }
}

function fill(card, picture) {
  const pending = PENDING.includes(picture.state);
  card.classList.toggle('waiting', pending);
  const link = card.querySelector('.picture');
  // A pending file may still change, so its thumbnail is loaded together with its labels.
  if (!pending && link.getAttribute('href') !== address('objects', picture)) {
    link.href = address('objects', picture);
    link.ariaLabel = text('pictureOf', { name: picture.key });
    showThumbnail(card, picture);
  }
  card.querySelector('.state').textContent = state(picture);
  const problem = card.querySelector('.problem');
  const sentence = texts.problems[picture.error];
  problem.hidden = !picture.error;
  // Other errors are sentences of the command, in English.
  problem.textContent = sentence ?? picture.error ?? '';
  problem.lang = sentence ? document.documentElement.lang : 'en';
  const names = path(picture);
  card.querySelector('.path').hidden = names.length === 0;
  const local = chinese(names.join('/'));
  if (local) {
    showBothNames(card.querySelector('.path'), local.zh.path.join(' › '), local.name);
  } else {
    card.querySelector('.path').textContent = names.join(' › ');
    card.querySelector('.path').lang = '';
  }
  card.querySelector('.labels').replaceChildren(...picture.labels.map(makeLabel));
  // The certain label stands out if it is one of the list.
  card.querySelector('.labels').classList.toggle('led', names.length > 0 && names.at(-1) === picture.labels[0]?.name);
  const tags = Object.entries(picture.tags).sort(([one], [other]) => one.localeCompare(other));
  card.querySelector('.tags').hidden = tags.length === 0;
  card.querySelector('tbody').replaceChildren(...tags.map(makeTag));
}

function put(picture) {
  const before = shown.get(picture.key);
  let card = before?.card;
  if (picture.state === 'other') {
    card?.remove();
    card = undefined;
  } else {
    card ??= makeCard(picture);
    fill(card, picture);
  }
  shown.set(picture.key, { picture, card });
}

function remove(key) {
  shown.get(key)?.card?.remove();
  shown.delete(key);
}

/** Returns the names from the label's category down to the label, if it has one; keys may have any prefix. */
function path(picture) {
  const [, names] = Object.entries(picture.tags).find(([key]) => key.endsWith(':path')) ?? [];
  return names?.split('/') ?? [];
}

/** Returns what a picture is found by: its key, its labels and their other names, and the nodes above its label. */
function wordsOf(picture) {
  const nodes = path(picture);
  const names = [
    ...nodes.map((_, place) => nodes.slice(0, place + 1).join('/')),
    ...picture.labels.map((label) => label.name),
  ];
  const others = names
    .flatMap((name) => known.get(name) ?? [])
    .flatMap((label) => [label.name, ...label.aliases, label.zh?.name ?? '']);
  return [picture.key, picture.error ?? '', ...names, ...others];
}

function matches(picture) {
  if ((onlyState && picture.state !== onlyState) || (onlyLabel && labelOf(picture) !== onlyLabel)) {
    return false;
  }
  const wanted = filter.value.trim().toLowerCase();
  const words = wordsOf(picture);
  return words.some((word) => word.toLowerCase().includes(wanted));
}

/** Returns the label that a picture's card leads with: the certain one, or the most probable. */
function labelOf(picture) {
  return path(picture).at(-1) ?? picture.labels[0]?.name;
}

/** Offers the labels of all pictures, the most frequent first, with their numbers. */
function offerLabels(pictures) {
  const counts = new Map();
  for (const label of pictures.map(labelOf).filter(Boolean)) {
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  if (onlyLabel && !counts.has(onlyLabel)) {
    onlyLabel = undefined;
  }
  const options = [...counts]
    .sort(([one, number], [other, otherNumber]) => otherNumber - number || one.localeCompare(other))
    .map(([label, number]) => {
      const name = chinese(label)?.zh.name ?? label;
      return new Option(text('labelCount', { label: name, number: numbers.format(number) }), label);
    });
  options.unshift(new Option(text('allLabels'), ''));
  const select = byId('label-of');
  // New options would close a list that is open.
  if (select.dataset.options !== options.map((option) => option.text).join()) {
    select.dataset.options = options.map((option) => option.text).join();
    select.replaceChildren(...options);
  }
  select.value = onlyLabel ?? '';
  byId('by-label').hidden = counts.size === 0;
}

/** Orders pictures by arrival, latest first, then by name. */
function compare(one, other) {
  return other.picture.wave - one.picture.wave || (one.picture.key < other.picture.key ? -1 : 1);
}

function arrange() {
  const entries = [...shown.values()].filter((entry) => entry.card).sort(compare);
  entries.forEach(({ card }, place) => {
    if (list.children[place] !== card) {
      list.insertBefore(card, list.children[place] ?? null);
    }
  });
  offerLabels(entries.map(({ picture }) => picture));
  let found = 0;
  for (const { picture, card } of entries) {
    card.hidden = !matches(picture);
    found += card.hidden ? 0 : 1;
  }
  const filtered = filter.value.trim() !== '' || onlyState !== undefined || onlyLabel !== undefined;
  byId('none').hidden = found > 0 || entries.length === 0;
  byId('matches').textContent = filtered ? text('matches', { number: numbers.format(found), all: numbers.format(entries.length) }) : '';
  byId('search').hidden = entries.length === 0;
  byId('empty').hidden = entries.length > 0;
  tally();
}

function tally() {
  const states = [...shown.values()].map((entry) => entry.picture.state);
  const number = (wanted) => states.filter((each) => each === wanted).length;
  const all = states.length - number('other');
  const pending = states.filter((each) => PENDING.includes(each)).length;
  byId('count').textContent = all > 0 ? text('count', { done: numbers.format(all - pending), all: numbers.format(all) }) : '';
  byId('progress').max = Math.max(all, 1);
  byId('progress').value = all - pending;
  byId('progress').hidden = pending === 0;
  showRest(['unreadable', 'failed', 'other'].filter((each) => number(each) > 0).map((each) => [each, number(each)]));
  if (wasPending && pending === 0) {
    announce(text('done', { all: numbers.format(all) }));
  }
  wasPending = pending > 0;
}

/** Shows how many pictures have problems; a button for each problem shows only these. */
function showRest(counts) {
  const sentences = counts.map(([each, number]) => text(each, { number: numbers.format(number) }));
  if (byId('rest').dataset.counts === sentences.join()) {
    return;
  }
  byId('rest').dataset.counts = sentences.join();
  byId('rest').replaceChildren(...counts.map(([each], index) => {
    const part = document.createElement(each === 'other' ? 'span' : 'button');
    part.className = each === 'other' ? 'note' : 'quiet';
    part.textContent = sentences[index];
    if (each !== 'other') {
      part.type = 'button';
      part.title = text('onlyThese');
      part.setAttribute('aria-pressed', String(onlyState === each));
      part.addEventListener('click', () => {
        onlyState = onlyState === each ? undefined : each;
        part.setAttribute('aria-pressed', String(onlyState === each));
        arrange();
      });
    }
    return part;
  }));
}

function showAll() {
  onlyState = undefined;
  onlyLabel = undefined;
  filter.value = '';
  byId('rest').querySelectorAll('[aria-pressed]').forEach((button) => button.setAttribute('aria-pressed', 'false'));
  arrange();
  filter.focus();
}

/** Loads the previews again that could not be loaded, such as while the command was not running. */
function renewPreviews() {
  for (const { picture, card } of shown.values()) {
    if (card?.dataset.lacksPreview === '') {
      delete card.dataset.lacksPreview;
      card.querySelector('img').removeAttribute('src');
      showThumbnail(card, picture);
    }
  }
}

/** Copies files into the folder, one after the other. */
async function copyIntoFolder(files) {
  const failed = [];
  let done = 0;
  for (const file of files) {
    try {
      const headers = { 'X-File-Name': encodeURIComponent(file.name) };
      const response = await fetch('/bucket/objects/', { method: 'POST', headers, body: file });
      if (!response.ok) {
        throw new Error(await response.text());
      }
      done++;
    } catch {
      failed.push(file.name);
    }
    byId('copied').textContent = text('copying', { done: numbers.format(done), all: numbers.format(files.length) });
  }
  byId('not-copied').textContent = text('notCopied', { names: failed.join(', ') });
  byId('not-copied').hidden = failed.length === 0;
}

function showDragging(event, dragging) {
  const { types } = event.dataTransfer;
  if (types.includes('Files') || types.includes('text/uri-list')) {
    event.preventDefault();
    document.documentElement.classList.toggle('dragging', dragging && types.includes('Files'));
  }
}

async function drop(event) {
  showDragging(event, false);
  // Only read while the event is handled.
  const files = [...event.dataTransfer.files];
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const found = entries.length > 0 ? (await Promise.all(entries.map(filesIn))).flat() : files;
  await copyIntoFolder(found);
}

function showFolder(path) {
  const name = path.split('/').filter(Boolean).pop() ?? path;
  byId('folder').textContent = name;
  byId('path').textContent = path;
  document.title = `${name} – SnapLabel`;
}

function announce(message) {
  byId('news').append(Object.assign(document.createElement('p'), { textContent: message }));
}

function setOffline(offline) {
  if (byId('offline').hidden === offline) {
    byId('offline').hidden = !offline;
    announce(text(offline ? 'offline' : 'online'));
  }
}

function listen() {
  const events = new EventSource('/bucket/events');
  events.addEventListener('all', ({ data }) => {
    const { folder, pictures } = JSON.parse(data);
    const keys = new Set(pictures.map((picture) => picture.key));
    [...shown.keys()].filter((key) => !keys.has(key)).forEach(remove);
    pictures.forEach(put);
    showFolder(folder);
    arrange();
    if (!byId('offline').hidden) {
      renewPreviews();
    }
    setOffline(false);
  });
  events.addEventListener('some', ({ data }) => {
    const { pictures, gone } = JSON.parse(data);
    gone.forEach(remove);
    pictures.forEach(put);
    arrange();
  });
  events.addEventListener('error', () => {
    setOffline(true);
    // Another server responded, so the browser does not reconnect by itself.
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(listen, RECONNECT_DELAY_MS);
    }
  });
}

byId('untrained').hidden = document.documentElement.dataset.trained !== 'false';
translate(document);
filter.addEventListener('input', arrange);
byId('label-of').addEventListener('change', ({ target }) => {
  onlyLabel = target.value || undefined;
  arrange();
});
byId('show-all').addEventListener('click', showAll);
addEventListener('dragover', (event) => showDragging(event, true));
addEventListener('dragleave', (event) => showDragging(event, event.relatedTarget !== null));
addEventListener('drop', drop);
byId('search').hidden = true;
// Without the other names, the page shows and finds the names in the tags.
loadLabels().catch(() => {}).finally(listen);
