// ---- Access

const access = {
  key: `snaplabel-token ${root}`,
  token: '',
  asking: false,

  /** Returns this tab's storage, or a storage that keeps nothing if the browser denies access. */
  storage() {
    try {
      return sessionStorage;
    } catch {
      return { getItem: () => null, setItem: () => {} };
    }
  },

  remember(token) {
    this.token = token;
    byId('forget').hidden = token === '';
    this.storage().setItem(this.key, token);
  },

  recall() {
    this.token = this.storage().getItem(this.key) ?? '';
    byId('forget').hidden = this.token === '';
  },

  /** Asks for a token, unless the rejected token has been replaced already. */
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

  forget() {
    this.remember('');
    model = undefined;
    announce(text('forgotten'));
    byId('files').focus();
  },

  close() {
    this.asking = false;
    byId('access').hidden = true;
  },
};

/** Shows how to call the API if AWS accepts only signed requests. */
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

