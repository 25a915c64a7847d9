// ---- The start

translate(document);
document.querySelectorAll('template').forEach(template => translate(template.content));
byId('api').href = `${root}docs`;
access.recall();
results.enable();
view.enable();
byId('forget').onclick = () => access.forget();
byId('show-token').onchange = ({ target }) => {
  byId('token').type = target.checked ? 'text' : 'password';
};
byId('access').onsubmit = event => {
  event.preventDefault();
  access.enter(byId('token').value.trim());
};
// The command says so if it also shows a folder.
const [navigation] = performance.getEntriesByType('navigation');
byId('folder').hidden = !navigation?.serverTiming?.some(({ name }) => name === 'folder');
// The function sets these attributes of the page.
byId('untrained').hidden = document.documentElement.dataset.trained !== 'false';
if (document.documentElement.dataset.access === 'iam') {
  showSigning();
} else {
  inputs.enable();
  if (document.documentElement.dataset.examples !== 'false') {
    examples.offer();
  }
}
