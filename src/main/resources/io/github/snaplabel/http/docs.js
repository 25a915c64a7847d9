const TRANSLATIONS = {
  'zh-Hans': {
    page: '识别图片',
    samples: '示例',
    access: '如果服务需要令牌，请添加请求头 "Authorization: Bearer"，后跟令牌。如果服务只接受签名请求，请使用 AWS Signature Version 4 签名。',
    parameters: '参数',
    body: '请求正文',
    responses: '响应',
    example: '响应示例',
    errors: '错误',
  },
  'zh-Hant': {
    page: '辨識圖片',
    samples: '範例',
    access: '如果服務需要權杖，請加上標頭 "Authorization: Bearer"，後面接權杖。如果服務只接受簽署的請求，請使用 AWS Signature Version 4 簽署。',
    parameters: '參數',
    body: '請求本文',
    responses: '回應',
    example: '回應範例',
    errors: '錯誤',
  },
};

for (const element of document.querySelectorAll('[data-text]')) {
  element.textContent = TRANSLATIONS[language]?.[element.dataset.text] ?? element.textContent;
}

/** The address of the API, including its stage. */
const root = location.origin + location.pathname.replace(/docs\/*$/, '');
for (const sample of document.querySelectorAll('#samples pre')) {
  sample.textContent = sample.textContent.replaceAll('https://HOST/', root);
}
