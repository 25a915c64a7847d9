const CHINESE = {
  page: '识别图片',
  samples: '示例',
  access: '如果服务需要令牌，请添加请求头 "Authorization: Bearer"，后跟令牌。如果服务只接受签名请求，请使用 AWS Signature Version 4 签名。',
  parameters: '参数',
  body: '请求正文',
  responses: '响应',
  example: '响应示例',
  errors: '错误',
};

const language = navigator.languages.map(tag => tag.toLowerCase().split('-')[0]).find(tag => tag === 'en' || tag === 'zh');
if (language === 'zh') {
  document.documentElement.lang = 'zh-Hans';
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = CHINESE[element.dataset.text];
  }
}

/** The address of the API, including its stage. */
const root = location.origin + location.pathname.replace(/docs\/*$/, '');
for (const sample of document.querySelectorAll('#samples pre')) {
  sample.textContent = sample.textContent.replaceAll('https://HOST/', root);
}
